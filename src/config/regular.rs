//! Reads what others may have put in a file's place. A named pipe or a device would make the program wait for ever, and a file of gigabytes
//! would fill the memory; both are told instead.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{Error, ErrorKind, Read, Result};
use std::path::Path;

/// Reads the file at `path`, which has `most` bytes at most. Links are followed.
///
/// # Errors
///
/// What the system says, that it is no file (a named pipe, a device, a socket), or [`ErrorKind::FileTooLarge`].
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_large(most)) } else { Ok(bytes) }
}

/// Opens the file at `path` to read it.
///
/// What the caller of the program has opened already (`/dev/stdin`, `/dev/fd/63` of `<(command)`) is read whatever it is, as standard
/// input is.
///
/// # Errors
///
/// What the system says, or that it is no file.
pub fn open(path: &Path) -> Result<File> {
    if is_open_already(path) {
        return File::open(path);
    }
    // Asked before it is opened, since to open a socket or some devices is an error or has effects.
    refuse(&std::fs::metadata(path)?)?;
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // It may have become a pipe meanwhile; this opens one without waiting.
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits() as i32);
    }
    let file = options.open(path)?;
    refuse(&file.metadata()?)?;
    Ok(file)
}

/// The error of a file that is larger than `most` bytes.
pub fn too_large(most: u64) -> Error {
    Error::new(ErrorKind::FileTooLarge, format!("larger than {most} bytes, which is the limit"))
}

/// Whether a path stands for what this process was given open.
fn is_open_already(path: &Path) -> bool {
    path == Path::new("/dev/stdin") || ["/dev/fd", "/proc/self/fd"].iter().any(|folder| path.parent() == Some(Path::new(folder)))
}

/// An error for what is no file.
fn refuse(metadata: &Metadata) -> Result<()> {
    if metadata.is_file() {
        return Ok(());
    }
    let kind = metadata.file_type();
    let what = if kind.is_dir() { "a folder" } else { special(kind) };
    Err(Error::new(
        ErrorKind::InvalidInput,
        format!("not a file but {what}; what comes from another program is read from standard input (-)"),
    ))
}

#[cfg(unix)]
fn special(kind: std::fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match kind {
        kind if kind.is_fifo() => "a named pipe",
        kind if kind.is_socket() => "a socket",
        _ => "a device",
    }
}

#[cfg(not(unix))]
fn special(_: std::fs::FileType) -> &'static str {
    "something else"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, b"12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        assert_eq!(read(&path, 4).unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert_eq!(read(&folder.path().join("b"), 5).unwrap_err().kind(), ErrorKind::NotFound);
        assert!(read(folder.path(), 5).unwrap_err().to_string().starts_with("not a file but a folder"));
    }

    #[cfg(unix)]
    #[test]
    fn what_would_never_end_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
        for (path, what) in [(pipe, "a named pipe"), (folder.path().join("socket"), "a socket"), ("/dev/zero".into(), "a device")] {
            let told = read(&path, 5).unwrap_err().to_string();
            assert!(told.starts_with(&format!("not a file but {what};")), "{told}");
        }
    }
}
