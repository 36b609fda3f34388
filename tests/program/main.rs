//! The built program as a user runs it: files in, exit code and files out. What it writes is read back by libraries
//! that are not its own.

mod support;

mod command_line;
mod outputs;
mod evidence;
mod determinism;
mod hostile;
mod annotate;
mod names;
mod pack;
mod tagger;
mod repository;
