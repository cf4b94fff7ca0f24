namespace ChainForge.Media;

/// <summary>The last words of a process: enough for a message, never more than a page, and fit to be shown.</summary>
/// <param name="words">Makes them so.</param>
internal sealed class StderrTail(ForeignWords words)
{
    private const int MaxLines = 12;
    private const int MaxLine = 300;

    // Before it is made fit to be shown: a path that is cut in half would no longer be found.
    private const int MaxRaw = 4000;
    private readonly Queue<string> _lines = new();

    // The C library's words for ENOSPC, EDQUOT and EFBIG, in the one language that FFmpeg has.
    private static readonly string[] DiskFull = ["No space left on device", "Disk quota exceeded", "File too large"];

    public bool SaysDiskFull => IsDiskFull(ToString());

    public static bool IsDiskFull(string text) => DiskFull.Any(words => text.Contains(words, StringComparison.OrdinalIgnoreCase));

    // It may still be written to by what a killed process left behind.
    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join(" | ", _lines);
        }
    }

    public async Task FillAsync(StreamReader reader)
    {
        var buffer = new char[4096];
        var line = new System.Text.StringBuilder();
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            foreach (var c in buffer.AsSpan(0, read))
            {
                if (c is '\n' or '\r')
                {
                    Add(line.ToString());
                    line.Clear();
                }
                else if (line.Length < MaxRaw)
                {
                    line.Append(c);
                }
            }
        }

        Add(line.ToString());
    }

    private void Add(string line)
    {
        var clean = words.Clean(line);
        if (clean.Length == 0)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(clean.Length <= MaxLine ? clean : clean[..MaxLine]);
            if (_lines.Count > MaxLines)
            {
                _lines.Dequeue();
            }
        }
    }
}
