namespace ChainForge.App.Commands;

/// <summary>What the system said of a file, for people.</summary>
internal static class SystemWords
{
    /// <summary>Its words without the path, which may be one of our own that tells nobody anything.</summary>
    /// <param name="failure">An <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</param>
    public static string Of(Exception failure) => failure switch
    {
        UnauthorizedAccessException => "this user has no right to it",
        FileNotFoundException or DirectoryNotFoundException => "it is not there",
        PathTooLongException => "its name is too long",
        _ => failure.Message.Split(" : '")[0].TrimEnd('.'),
    };
}
