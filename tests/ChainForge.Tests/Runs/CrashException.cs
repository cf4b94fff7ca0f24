namespace ChainForge.Tests.Runs;

/// <summary>The process is gone: nobody catches this.</summary>
internal sealed class CrashException : Exception;
