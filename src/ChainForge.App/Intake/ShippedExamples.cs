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
        return File.Exists(list) && Hash(path) is { } hash && File.ReadLines(list).Contains($"{hash}  {Path.GetFileName(path)}");
    }

    // Null: whatever lies there, a dangling link, a pipe, a stranger's file, a film, is no example; the reader says what is wrong with it.
    private static string? Hash(string path)
    {
        try
        {
            return new FileInfo(path).Length is > 0 and <= ChainLimits.MaxFileBytes ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
