namespace ChainForge.Runs;

/// <summary>Makes the words of an exception fit for a run's record, which may be looked at from elsewhere: it names files within the output folder, not where that lies.</summary>
internal static class LocalWords
{
    public static string Of(Exception exception, string outputFolder)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(outputFolder));
        return exception.Message.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(folder, "the output folder", StringComparison.Ordinal);
    }
}
