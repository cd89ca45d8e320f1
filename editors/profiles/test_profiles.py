"""What editors say they can do decides what the server answers: each editor's own capabilities, as pytest-lsp records them, on one article.

Columns are where editors differ: the same words are looked for in bytes, UTF-16 units and characters.
    ONRECORD=/path/to/onrecord pytest editors/profiles
"""

import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

PROGRAM = pathlib.Path(os.environ.get("ONRECORD", "onrecord"))
ARTICLE = pathlib.Path(__file__).parent.parent / "fixture" / "ferry.txt"

PROFILES = {
    "neovim@v0.7.0": "utf-16",
    "neovim@v0.11.0": "utf-8",
    "emacs": "utf-8",
    "emacs, UTF-32 alone": "utf-32",
    "visual_studio_code": "utf-16",
}
# Where "Oru" stands in the first line and in the fifth, and "Critics" in the fifth.
COLUMNS = {"utf-8": (31, 50, 60), "utf-16": (28, 35, 45), "utf-32": (27, 32, 42)}


def capabilities(profile: str) -> types.ClientCapabilities:
    """The capabilities of an editor; "UTF-32 alone" takes the other encodings from what it offers."""
    editor, _, alone = profile.partition(",")
    found = client_capabilities(editor)
    if alone:
        found.general.position_encodings = [types.PositionEncodingKind.Utf32]
    return found


@pytest_lsp.fixture(config=ClientServerConfig(server_command=[str(PROGRAM), "lsp"]), params=list(PROFILES))
async def client(request, lsp_client: LanguageClient, tmp_path):
    file = tmp_path / "ferry.txt"
    file.write_bytes(ARTICLE.read_bytes())
    # What an editor's profile says it can, the client has to answer; this one it does not know.
    lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda _: None)
    offered = capabilities(request.param)
    answer = await lsp_client.initialize_session(
        types.InitializeParams(capabilities=offered, root_uri=tmp_path.as_uri(), workspace_folders=None)
    )
    assert (answer.capabilities.position_encoding or "utf-16") == PROFILES[request.param]
    lsp_client.columns = COLUMNS[PROFILES[request.param]]
    lsp_client.pulls = offered.text_document.diagnostic is not None
    assert (answer.capabilities.diagnostic_provider is not None) == lsp_client.pulls
    lsp_client.article = types.TextDocumentIdentifier(file.as_uri())
    text = ARTICLE.read_text("utf-8")
    item = types.TextDocumentItem(lsp_client.article.uri, "plaintext", 1, text)
    lsp_client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    yield
    await lsp_client.shutdown_session()


async def findings(client: LanguageClient, version: int = 1) -> list[types.Diagnostic]:
    """The findings on a version of the article, pulled or pushed as the editor does it."""
    if client.pulls:
        return (await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(client.article))).items
    seen = -1
    while seen < version:
        sent = await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        if sent.uri == client.article.uri:
            seen = sent.version if sent.version is not None else version
    return sent.diagnostics


def place(found: types.Range) -> tuple[int, int, int, int]:
    """A range as numbers: first line and column, last line and column."""
    return (found.start.line, found.start.character, found.end.line, found.end.character)


def oru(client: LanguageClient) -> types.Position:
    """Within "Oru" in the first line."""
    return types.Position(0, client.columns[0] + 1)


@pytest.mark.asyncio
async def test_findings_stand_on_their_words(client: LanguageClient):
    first, _, critics = client.columns
    found = [(one.code, one.severity, *place(one.range)) for one in await findings(client)]
    assert found == [
        ("surname-before-full-name", types.DiagnosticSeverity.Warning, 0, first, 0, first + 3),
        ("vague-attribution", types.DiagnosticSeverity.Information, 4, critics, 4, critics + 7),
    ]


@pytest.mark.asyncio
async def test_hover_and_definition(client: LanguageClient):
    hover = await client.text_document_hover_async(types.HoverParams(client.article, oru(client)))
    assert hover.contents.value.splitlines()[0].rstrip() == "**Marit Oru**, mayor"
    assert place(hover.range) == (0, client.columns[0], 0, client.columns[0] + 3)
    found = await client.text_document_definition_async(types.DefinitionParams(client.article, oru(client)))
    one = found[0] if isinstance(found, list) else found
    assert place(getattr(one, "target_selection_range", None) or one.range) == (2, 0, 2, 9)


@pytest.mark.asyncio
async def test_rename(client: LanguageClient):
    first, second, _ = client.columns
    params = types.RenameParams(client.article, oru(client), "Ada Berg")
    edit = await client.text_document_rename_async(params)
    edits = edit.changes[client.article.uri] if edit.changes else edit.document_changes[0].edits
    assert [(one.new_text, *place(one.range)) for one in edits] == [
        ("Berg", 0, first, 0, first + 3),
        ("Ada", 2, 0, 2, 5),
        ("Berg", 2, 6, 2, 9),
        ("Berg", 4, second, 4, second + 3),
    ]


@pytest.mark.asyncio
async def test_a_quick_fix_makes_its_finding_go(client: LanguageClient):
    shown = [one for one in await findings(client) if one.code == "surname-before-full-name"]
    context = types.CodeActionContext(diagnostics=shown)
    params = types.CodeActionParams(client.article, shown[0].range, context)
    actions = await client.text_document_code_action_async(params)
    fix = next(one for one in actions if one.title == "Write “Marit Oru” here")
    edits = fix.edit.changes[client.article.uri] if fix.edit.changes else fix.edit.document_changes[0].edits
    assert [(one.new_text, *place(one.range)) for one in edits] == [("Marit Oru", *place(shown[0].range))]
    change = types.TextDocumentContentChangePartial(text=edits[0].new_text, range=edits[0].range)
    document = types.VersionedTextDocumentIdentifier(uri=client.article.uri, version=2)
    client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
    assert [one.code for one in await findings(client, 2)] == ["vague-attribution"]
