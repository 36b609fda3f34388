use sambandh::*;
use std::path::PathBuf;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let out = PathBuf::from(&args[args.iter().position(|a| a == "--out").unwrap() + 1]);
    let pack = match pack::Pack::load(&pack::source::PackFiles::embedded()) { Ok(p) => p, Err(e) => { eprintln!("{e}"); std::process::exit(2) } };
    let (articles, problems) = read::read_inputs(&[PathBuf::from(&args[1])]);
    for p in problems { eprintln!("{p}"); }
    let facts: Vec<_> = articles.into_iter().map(|a| pipeline::read(&pack, a)).collect();
    if args.iter().any(|a| a == "--debug") { for f in &facts { for e in &f.events { println!("{} {:?} {:?}..{:?} ord={:?} q={:?} {:?}\n     <- {:?}", e.class, e.status, e.start.map(|d|d.to_string()), e.end.map(|d|d.to_string()), e.ordinal, e.quantity, e.roles, e.evidence.iter().map(|v| (&v.rule, v.span.of(&f.article.text))).collect::<Vec<_>>()); } } }
    let g = graph::merge(&facts);
    std::fs::create_dir_all(&out).unwrap();
    std::fs::write(out.join("graph.ttl"), write::turtle(&g, &write::Options::default())).unwrap();
    std::fs::write(out.join("graph.nq"), write::nquads(&g, &write::Options::default())).unwrap();
}
