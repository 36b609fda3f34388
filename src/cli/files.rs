//! Output files: all of them whole, or none.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::NamedTempFile;

use super::Failure;

/// Makes files and writes them into `folder`, which is made if it is missing; tells their paths and sizes.
/// All are written and synced beside their places before the first takes its place, so that a crash or a full disk
/// leaves the old files as they were.
pub fn write_all<'a>(folder: &Path, files: impl IndexedParallelIterator<Item = (&'a str, Vec<u8>)>) -> Result<Vec<(PathBuf, usize)>, Failure> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| Failure::Output { path, error }
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let ready: Vec<Result<_, Failure>> = files
        .map(|(name, bytes)| {
            let path = folder.join(name);
            if path.is_dir() {
                return Err(failed(&path)(io::Error::from(io::ErrorKind::IsADirectory)));
            }
            let file = prepare(folder, &bytes).map_err(failed(&path))?;
            Ok((path, file, bytes.len()))
        })
        .collect();
    // The first failure in the order of the files, whichever came first in time.
    let ready = ready.into_iter().collect::<Result<Vec<_>, Failure>>()?;
    let mut written = Vec::new();
    for (path, file, size) in ready {
        file.persist(&path).map_err(|e| failed(&path)(e.error))?;
        written.push((path, size));
    }
    sync_folder(folder);
    Ok(written)
}

/// Writes one file whole, or leaves it as it was.
pub fn write_one(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error| Failure::Output { path: path.to_owned(), error };
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    prepare(folder, bytes).and_then(|file| file.persist(path).map_err(|e| e.error)).map_err(failed)?;
    sync_folder(folder);
    Ok(())
}

/// A file in `folder` under a passing name, its bytes on the disk.
fn prepare(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sambandh-");
    // Made as any program makes files: the user's umask says who may read them.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Makes the new names last; not every system can, and the files are whole in any case.
fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|f| f.sync_all());
}
