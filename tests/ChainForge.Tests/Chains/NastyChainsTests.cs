using System.Globalization;
using System.Text;
using ChainForge.Chains;

namespace ChainForge.Tests.Chains;

/// <summary>Files that were made to hurt: refused at a line, at little cost.</summary>
public sealed class NastyChainsTests : IDisposable
{
    private const long MostBytes = 20 * 1024 * 1024;

    // Five times what is promised, and the best of three: tests share their machine, and its caches.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    private readonly ChainFolder _folder = new();

    public static TheoryData<string, string, string> Nasties => new()
    {
        { "alias bomb", AliasBomb(), "2:3: The anchor `&a` is not read*" },
        { "10 000 segments", Repeat("segments:\n", "- prompt: A lighthouse\n", 10_000), "502:3: More than 500 entries*" },
        { "10 000 segments in flow style", Repeat("segments: [", "{prompt: Abcde},", 10_000), "1:8012: More than 500 entries*" },
        { "5 MB prompt", "segments:\n- prompt: " + new string('a', 5_000_000), "1:1: The file has more than 256 KB*" },
        { "a prompt as long as the file may be", "segments:\n- prompt: " + new string('a', ChainLimits.MaxFileBytes - 30), "2:11: The prompt has 262114 characters: at most 5000*" },
        { "brackets", new string('[', ChainLimits.MaxFileBytes), "1:9: Nested deeper than 8 levels*" },
        { "braces", Repeat("", "{a: ", 60_000), "1:33: Nested deeper than 8 levels*" },
        { "dashes", Repeat("", "- ", 100_000), "1:17: Nested deeper than 8 levels*" },
        { "question marks", Repeat("", "? ", 100_000), "1:17: Nested deeper than 8 levels*" },
        { "indentation", string.Concat(Enumerable.Range(0, 700).Select(depth => new string(' ', depth) + "a:\n")), "9:9: Nested deeper than 8 levels*" },
        { "lists of lists", Repeat("segments:\n", "- [" + string.Concat(Enumerable.Repeat("1,", 80)) + "]\n", 1_500), "*More than 10000 values*" },
        { "unknown keys", string.Concat(Enumerable.Range(0, 20_000).Select(key => $"k{key}: 1\n")), "501:1: More than 500 entries*" },
        { "a key as long as the file may be", new string('k', 250_000) + ": 1", "1:250001: This is not YAML*" },
        { "a comment as long as the file may be", "#" + new string('k', ChainLimits.MaxFileBytes - 1), "1:1: The file is empty*" },
        { "backslashes", "name: \"" + Repeat("", "\\\\", 130_000) + "\"", "*" },
        { "commas", "a: [" + new string(',', 200_000), "*This is not YAML*" },
        { "colons", new string(':', 250_000), "*" },
        { "tabs", new string('\t', 250_000), "*" },
        { "new lines", new string('\n', 250_000), "1:1: The file is empty*" },
        { "anchors", Repeat("", "&a ", 80_000), "*" },
        { "quotes", new string('"', 250_000), "*" },
        { "bars", Repeat("a: |\n", "  b\n", 60_000), "*" },
        { "NUL behind a good chain", "segments: [{prompt: A lighthouse}]\n\0segments: 5\n", "2:1: The control character U+0000 is here*" },
        { "escape sequence", "segments:\n- prompt: A \u001b[31mlighthouse\n", "2:13: The control character U+001B is here*" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Nasties))]
    public void Row48_A_nasty_is_refused_at_a_line_and_at_little_cost(string name, string yaml, string expected)
    {
        _folder.Read("segments: [{ prompt: A first reading pays for the compiler }]");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = _folder.Read(yaml);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var took = Enumerable.Range(0, 3).Min(_ => TimeOf(() => _folder.Read(yaml)));

        reading.Definition.Should().BeNull();
        var first = reading.Problems[0];
        string.Create(CultureInfo.InvariantCulture, $"{first.Line}:{first.Column}: {first.Message}").Should().Match(expected);
        reading.Problems.Should().OnlyContain(problem => problem.Message.Length < 400);
        allocated.Should().BeLessThan(MostBytes, name);
        took.Should().BeLessThan(Longest, name);
    }

    [Fact]
    public void Read_VeryManyMistakes_ListsTheFirstHundredAndTellsOfTheRest()
    {
        var reading = _folder.Read(Repeat("segments:\n", "- prompt: Sea\n", 300));

        reading.Problems.Should().HaveCount(ChainLimits.MaxProblems + 1);
        reading.Problems[^1].Should().BeEquivalentTo(new { Line = 102, Message = "There are more problems from here on: correct those above first" });
    }

    private static TimeSpan TimeOf(Action read)
    {
        var since = Worked();
        read();
        return Worked() - since;
    }

    // What this thread has worked, where the system tells: the other tests of a busy machine do not count.
    private static TimeSpan Worked() => File.Exists("/proc/thread-self/schedstat")
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1000)
        : TimeSpan.FromMilliseconds(Environment.TickCount64);

    private static string Repeat(string head, string part, int times) =>
        new StringBuilder(head).Insert(head.Length, part, times).ToString();

    private static string AliasBomb()
    {
        var bomb = new StringBuilder("segments:\n- &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (var letter = 'b'; letter <= 'z'; letter++)
        {
            var before = (char)(letter - 1);
            bomb.Append(CultureInfo.InvariantCulture, $"- &{letter} [*{before},*{before},*{before},*{before},*{before},*{before},*{before},*{before},*{before}]\n");
        }

        return bomb.ToString();
    }
}
