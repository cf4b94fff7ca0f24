using System.Buffers;
using System.Text;
using System.Text.Unicode;
using ChainForge.Chains.Problems;

namespace ChainForge.Chains.Reading;

/// <summary>A file's bytes as text, or the reason why they are none.</summary>
internal static class SourceText
{
    public static string? Decode(ReadOnlySpan<byte> bytes, ProblemList problems)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            problems.Add(Place.Start, "The file is UTF-16: save it as UTF-8");
            return null;
        }

        bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        var text = new char[bytes.Length];
        if (Utf8.ToUtf16(bytes, text, out var read, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            problems.Add(End(text.AsSpan(0, written)), $"The byte 0x{bytes[read]:X2} here is not UTF-8: save the file as UTF-8");
            return null;
        }

        var decoded = text.AsSpan(0, written);
        for (var i = 0; i < decoded.Length; i++)
        {
            if (char.IsControl(decoded[i]) && decoded[i] is not ('\n' or '\r' or '\t' or '\u0085'))
            {
                // A parser takes NUL for the end of the text: what follows would be left out unseen.
                problems.Add(End(decoded[..i]), $"The control character U+{(int)decoded[i]:X4} is here: remove it");
                return null;
            }
        }

        return new string(decoded);
    }

    private static Place End(ReadOnlySpan<char> text) => new(text.Count('\n') + 1, text.Length - text.LastIndexOf('\n'));
}
