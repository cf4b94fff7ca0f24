namespace ChainForge.Providers.Pictory;

/// <summary>A file that holds the key and nothing else, as Docker and Kubernetes give secrets to a program.</summary>
public static class ApiKeyFile
{
    private const int MostBytes = 4096;

    /// <summary>The key without blanks around it; null when there is no such file, it cannot be read, is empty or is too long to be a key.</summary>
    public static string? TryRead(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[MostBytes + 1];
            var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var key = System.Text.Encoding.UTF8.GetString(bytes, 0, read).Trim();
            return read > MostBytes || key.Length == 0 ? null : key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
