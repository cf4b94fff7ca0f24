using ChainForge.Chains;

namespace ChainForge.Tests.Chains;

/// <summary>What must hold of any text, tried on thousands: seeded, so that a failure comes again.</summary>
public sealed class RandomChainsTests : IDisposable
{
    private const string Good = """
        name: lighthouse
        model: veo3.1
        duration: 8s
        style: "35mm film"
        start: { firstFrame: images/harbour.png }
        segments:
          - id: dawn
            prompt: A lighthouse
          - prompt: >
              The lamp goes out
            duration: 4s
            handover: cut
            references: [images/boat.jpg, 'https://example.com/a.png']
        stitch: { colour: match, audio: crossfade }
        budget: { maxCredits: 60 }
        """;

    private const string Letters = "abz019-._/\\ A:Z~*?\"<>|\0\n\t%é🌊ß\u202E";

    private readonly ChainFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_MutatedChains_NeverThrowsAndAlwaysAnswers()
    {
        var random = new Random(20261123);
        for (var round = 0; round < 4_000; round++)
        {
            var yaml = Mutate(Good, random);

            var reading = _folder.Read(yaml);

            reading.Problems.Any().Should().Be(reading.Definition is null, yaml);
            reading.Problems.All(problem => problem is { Line: >= 1, Column: >= 1, Message.Length: > 10 }).Should().BeTrue(yaml);
            reading.Problems.Select(problem => (problem.Line, problem.Column)).Should().BeInAscendingOrder();
        }
    }

    [Fact]
    public void Row48_A_name_is_accepted_only_if_it_names_a_file_everywhere()
    {
        var random = new Random(48);
        var accepted = 0;
        for (var round = 0; round < 4_000; round++)
        {
            // Half from letters that may occur, so that good names are met too.
            var alphabet = round % 2 == 0 ? Letters : "abcnoprul0123456789-";
            var name = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var chain = _folder.Read($"name: {Quoted(name)}\nsegments: [{{ id: {Quoted(name)}, prompt: A lighthouse }}]").Definition;

            if (chain is null)
            {
                continue;
            }

            accepted++;
            chain.Name.Should().Be(name);
            chain.Segments[0].Id.Should().Be(name);
            name.Should().MatchRegex("^[a-z0-9][a-z0-9-]*$").And.NotMatchRegex("^(con|prn|aux|nul|(com|lpt)[0-9])$");
            Path.GetFullPath(name, _folder.Path).Should().Be(Path.Combine(_folder.Path, name));
        }

        accepted.Should().BeGreaterThan(1_000);
    }

    private static string Quoted(string text) =>
        "\"" + string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter.ToString() : char.IsSurrogate(letter) ? "\\u00e9" : $"\\u{(int)letter:x4}")) + "\"";

    private static string Mutate(string yaml, Random random)
    {
        const string Inserted = "[]{}:,-?&*!|>'\"%@`#\n\t ~<\\0a=\0\u001f\uD83C";
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(yaml.Length);
            var length = random.Next(Math.Min(12, yaml.Length - at));
            yaml = random.Next(4) switch
            {
                0 => yaml.Remove(at, length),
                1 => yaml.Insert(at, yaml.Substring(at, length)),
                2 => yaml.Insert(random.Next(yaml.Length), yaml.Substring(at, length)),
                _ => yaml.Insert(at, Inserted[random.Next(Inserted.Length)].ToString()),
            };
        }

        return yaml;
    }
}
