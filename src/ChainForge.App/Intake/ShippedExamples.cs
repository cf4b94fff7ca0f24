using System.Security.Cryptography;
using ChainForge.Chains;

namespace ChainForge.App.Intake;

/// <summary>The examples that come with the program lie in <c>pipelines/</c>, where everything is made and paid for: as shipped, they are left alone.</summary>
/// <remarks>
/// The folder's <c>.examples</c> file names them in the format of <c>sha256sum</c>. An example that was changed, renamed or
/// copied is a chain like any other.
/// </remarks>
internal static class ShippedExamples
{
    public const string ListName = ".examples";

    public static bool Contains(string path)
    {
        var list = Path.Combine(Path.GetDirectoryName(path)!, ListName);
        if (!File.Exists(list) || !CanBeOne(path))
        {
            return false;
        }

        var entry = $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}  {Path.GetFileName(path)}";
        return File.ReadLines(list).Contains(entry);
    }

    // Whatever else lies there, a dangling link, a pipe, a stranger's file, a film: the reader says what is wrong with it.
    private static bool CanBeOne(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length is 0 or > ChainLimits.MaxFileBytes)
            {
                return false;
            }

            using var readable = file.OpenRead();
            return readable.CanSeek;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
