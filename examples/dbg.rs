use onrecord::article::Article;
use onrecord::fairness::{self, Standing, allegation};
use onrecord::lexicon::Lexicon;
use onrecord::text::{Document, Format};
fn main() {
    for p in std::env::args().skip(1) {
        let t = std::fs::read_to_string(&p).unwrap();
        let a = Article::analyze(Document::new("a.txt", t.as_str(), Format::Plain), Lexicon::shipped(), None);
        let parse = a.parse();
        let s = Standing::new(&a);
        for i in 0..parse.sentences.len() {
            let r = parse.sentences[i].tokens();
            let al = allegation::allegations(&a, &parse, &s, i);
            println!(
                "{:?}",
                r.clone().map(|t| format!("{}/{:?}/{:?}", parse.word(t), parse.tags[t], parse.names[t])).collect::<Vec<_>>().join(" ")
            );
            println!(
                "   {:?}",
                al.iter()
                    .map(|x| (a.entities.get(x.accused).name.clone(), parse.span(x.tokens.clone()).of(&parse.prose.text)))
                    .collect::<Vec<_>>()
            );
            if let Some(st) = a.sourcing.own_words[i].statement.as_ref() {
                for t in &st.triggers {
                    println!("   T {:?} {:?} {:?} {:?}", t.kind, t.flat, t.accused, t.tokens);
                }
            }
        }
        println!("{:?}", fairness::accused(&a));
        for x in &a.sourcing.attributions {
            println!(
                "  ATT {:?} kind {:?} stance {:?} src {:?} cue {:?} content {:?}",
                x.quote,
                x.source.as_ref().map(|s| s.kind),
                x.stance,
                x.source.as_ref().map(|s| (s.name.clone(), s.entity)),
                x.cue.as_ref().map(|c| c.lemma.clone()),
                x.content.iter().map(|c| c.of(&parse.prose.text)).collect::<Vec<_>>()
            );
        }
        println!("{:?}", a.entities.entities.iter().map(|e| (e.name.clone(), e.role.clone(), e.kind)).collect::<Vec<_>>());
    }
}
