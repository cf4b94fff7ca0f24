namespace ChainForge.App.Intake;

/// <summary>A file as one look at the folder saw it.</summary>
internal readonly record struct FileStamp(string Path, long Bytes, DateTime ModifiedUtc);
