using System.Net;
using System.Text.Json;
using ChainForge.Chains;
using ChainForge.Providers;
using ChainForge.Providers.Pictory;
using ChainForge.Runs;
using ChainForge.Tests.Chains;
using ChainForge.Tests.Providers.Pictory.Support;
using CsCheck;
using Given = ChainForge.Tests.Runs.Given;

namespace ChainForge.Tests.Faults;

/// <summary>Names and paths from chain files, from the ledger and from answers never lead out of the output folder. A failure prints its seed.</summary>
public sealed class Row48PathTests
{
    private static readonly string Output = Path.GetFullPath("/srv/output");

    private static readonly Gen<string> Piece = Gen.OneOf(
        "..", "/", "\\", "../", "..\\", "\0", "%2e%2e", "%2f", "%00", "C:", "\\\\server\\share", "~", "$HOME", "CON", "nul.mp4", ".", " ", "\n", "\r\n", "\t",
        "\u202E", "🎬", "é", "e\u0301", "\uD800", "a", "01", "-", "_", ";", "\"", "'", "`id`", "$(id)", "|", "*", "?", "#", "&", "file:", "https://", "/etc/passwd", "segments/");

    private static readonly Gen<string> Nasty = Gen.OneOf(Piece.Array[0, 8].Select(string.Concat), Gen.String[0, 40], Gen.OneOf(new string('a', 5000), "../" + new string('/', 300) + "x"));

    [Fact]
    public void Row48_No_record_of_a_run_leads_out_of_the_output_folder()
    {
        var (good, refused) = (0, 0);
        var name = Gen.OneOf(Gen.Const("harbour"), Nasty);
        Gen.Select(name, name, name, Nasty).Sample(
            (chain, id, segment, file) =>
            {
                var definition = Given.Chain(1) with { Name = chain, Segments = [Given.Chain(1).Segments[0] with { Id = segment }] };
                var run = Given.Run(1) with { Id = id, Definition = definition, Segments = [new Segment { Index = 0, Attempts = [Attempt] }] };
                try
                {
                    var folder = new RunFolder(Output, run);
                    string[] inRoot =
                    [
                        folder.Video, folder.Manifest, folder.Report, folder.FilmStrip, folder.FullPath(folder.ClipFile(Attempt)),
                        folder.FullPath(folder.LastFrameFile(Attempt)), folder.FullPath(folder.HandedOverFile(Attempt)), folder.FullPath(file),
                        folder.FullPath(RunFolder.PreparedFolder(folder.ClipFile(Attempt))), folder.FullPath(RunFolder.PreparedFolder(file)),
                    ];
                    Interlocked.Increment(ref good);
                    return IsWithin(folder.Root, Output) && Path.GetDirectoryName(Path.GetDirectoryName(folder.Root)) == Output
                        && Path.GetDirectoryName(folder.Newest) == Output && inRoot.All(path => IsWithin(path, folder.Root));
                }
                catch (LedgerException)
                {
                    Interlocked.Increment(ref refused);
                    return true;
                }
            },
            iter: 20_000);

        good.Should().BePositive();
        refused.Should().BePositive();
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("segments/../../other-run/01.mp4")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Row48_A_file_of_the_ledger_that_lies_outside_is_refused(string file) =>
        new RunFolder(Output, Given.Run(1)).Invoking(folder => folder.FullPath(file)).Should().Throw<LedgerException>().WithMessage("*outside its folder*");

    [Theory]
    [InlineData("..", "run")]
    [InlineData("chain", "..")]
    [InlineData("chain", "../other/run")]
    [InlineData("/etc", "run")]
    [InlineData("chain", "")]
    [InlineData("a\\b", "run")]
    public void Row48_A_chain_or_run_whose_name_is_a_path_is_refused(string chain, string id)
    {
        var run = Given.Run(1);
        var create = () => new RunFolder(Output, run with { Id = id, Definition = run.Definition with { Name = chain } });

        create.Should().Throw<LedgerException>();
    }

    [Fact]
    public void Row48_No_name_in_a_chain_file_leads_out_of_the_output_folder()
    {
        var read = 0;
        Gen.Select(Gen.OneOf(Gen.Const("harbour"), Nasty), Gen.OneOf(Gen.Const("dawn"), Nasty)).Sample(
            (name, id) =>
            {
                var yaml = $"name: {JsonSerializer.Serialize(name)}\nsegments:\n  - id: {JsonSerializer.Serialize(id)}\n    prompt: A lighthouse at dawn\n";
                if (ChainReader.ReadText(yaml, "/pipelines/harbour.yaml", TestLimits.Pictory).Definition is not { } definition)
                {
                    return true;
                }

                Interlocked.Increment(ref read);
                var run = RunStart.Create("20261123-090000-test", definition, null, 500, Given.Now).Run;
                var folder = new RunFolder(Output, run with { Segments = [new Segment { Index = 0, Attempts = [Attempt] }] });
                return IsWithin(folder.FullPath(folder.ClipFile(Attempt)), folder.Root) && IsWithin(folder.Video, Output) && definition.Name == name && definition.Segments[0].Id == id;
            },
            iter: 5_000);

        read.Should().BePositive();
    }

    [Fact]
    public void Row48_No_job_id_of_an_answer_leads_a_question_or_a_file_elsewhere()
    {
        var safe = 0;
        var redactor = new Redactor("pictai_canary-5f3a9c");
        Gen.OneOf(Nasty, Gen.Char.AlphaNumeric.Array[1, 140].Select(letters => new string(letters))).Sample(
            id =>
            {
                var reply = new ApiExchange.Replied(200, $$$"""{"data":{"jobId":{{{JsonSerializer.Serialize(id)}}}}}""");
                if (SubmitReading.Read(reply, bodyStarted: true, redactor) is not SubmitOutcome.Accepted accepted)
                {
                    return true;
                }

                Interlocked.Increment(ref safe);
                return accepted.JobId == id && id.Length <= 128 && Path.GetFileName(id) == id && IsWithin(Path.GetFullPath(Path.Combine(Output, id)), Output)
                    && new Uri($"https://api.example/v1/jobs/{accepted.JobId}").PathAndQuery == $"/v1/jobs/{id}" && WebUtility.HtmlEncode(id) == id;
            },
            iter: 20_000);

        safe.Should().BePositive();
    }

    [Fact]
    public async Task Row48_Whatever_a_media_host_calls_a_file_it_lies_where_it_was_asked_for()
    {
        var name = "";
        await using var host = new RawServer(exchange => exchange.ReplyAsync(200, Mp4, $"Content-Disposition: attachment; filename=\"{name}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}"));
        using var folder = new TempFolder();
        using var provider = PictoryProvider.Create(
            new PictoryOptions { ApiKey = "pictai_canary-5f3a9c", BaseUrl = new Uri(host.Url, "/pictoryapis"), RetryDelay = TimeSpan.FromMilliseconds(1) }, TimeProvider.System, new LogLines());
        var target = folder.At("run/segments/01.mp4");
        await Piece.Array[1, 6].Select(string.Concat).SampleAsync(
            async nasty =>
            {
                name = string.Concat(nasty.Where(letter => letter is >= ' ' and <= '~'));
                var file = await provider.DownloadAsync(new Uri($"{host.Url}{Uri.EscapeDataString(name)}/..%2f..%2fx.mp4?name={Uri.EscapeDataString(name)}"), target, MediaKind.Video, CancellationToken.None);
                return file.Path == target && folder.Files is ["01.mp4"];
            },
            iter: 300, threads: 1);
    }

    private static readonly Attempt Attempt = Given.Run(1).SubmitIntended(0, Given.Intent(), new AccountTotals(0, 0), 10, Given.Now)!.Run.Attempt("01-1");

    private static byte[] Mp4 => [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 0, 0];

    private static bool IsWithin(string path, string folder) =>
        Path.GetFullPath(path) == path && path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
