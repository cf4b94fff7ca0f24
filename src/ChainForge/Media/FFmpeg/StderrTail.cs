namespace ChainForge.Media;

/// <summary>The last words of a process: enough for a message, never more than a page.</summary>
internal sealed class StderrTail
{
    private const int MaxLines = 12;
    private const int MaxLine = 300;
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
                else if (line.Length < MaxLine)
                {
                    line.Append(c);
                }
            }
        }

        Add(line.ToString());
    }

    private void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line.Trim());
            if (_lines.Count > MaxLines)
            {
                _lines.Dequeue();
            }
        }
    }
}
