using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ChainForge.IntegrationTests.Program;

/// <summary><c>chainforge serve</c> and the pipelines folder.</summary>
[TakesLong(130)]
public sealed class ServeTests
{
    [Fact]
    public async Task Twelve_segments_beside_two_other_chains_by_dropping_files()
    {
        await using var studio = await Studio.OpenAsync();
        var (service, address) = await studio.ServeAsync();

        studio.Drop("long.yaml", Quick.Chain("long", 12));
        studio.Drop("short.yaml", Quick.Chain("short", 2));
        studio.Drop("other.yaml", Quick.Chain("other", 3));
        var runs = await Studio.UntilAsync(address, runs => runs.Count == 3 && runs.TrueForAll(IsOver));

        runs.Should().OnlyContain(run => run.GetProperty("state").GetString() == "completed");
        (await Mp4.ProbeAsync(studio.Video("long"))).Frames.Should().Be((12 * 12) - 11);
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(17);
        service.Terminate();
        (await service.ExitsAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Where_another_program_listens_it_says_so_and_begins_nothing()
    {
        await using var studio = await Studio.OpenAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1));
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var (exitCode, _, error) = await studio.RunAsync("serve", "--urls", $"http://{other.LocalEndpoint}");

        exitCode.Should().Be(1);
        error.Trim().Split('\n').Should().ContainSingle().Which.Should().Contain($"cannot listen at http://{other.LocalEndpoint}: Address already in use").And.Contain("--urls");
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Each_content_is_made_once_also_after_a_restart()
    {
        await using var studio = await Studio.OpenAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1));
        var (first, address) = await studio.ServeAsync();
        await Studio.UntilAsync(address, runs => runs.Count == 1 && runs.TrueForAll(IsOver));
        first.Terminate();
        await first.ExitsAsync();

        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1));
        studio.Drop("copy.yaml", Quick.Chain("harbour", 1));
        studio.Drop("new.yaml", Quick.Chain("new", 1));
        (_, address) = await studio.ServeAsync();
        var runs = await Studio.UntilAsync(address, runs => runs.Count >= 2 && runs.TrueForAll(IsOver));

        runs.Should().HaveCount(2);
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_killed_service_goes_on_by_itself_when_it_is_started_again()
    {
        await using var studio = await Studio.OpenAsync(new() { Generation = TimeSpan.FromSeconds(1) });
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 3));
        var (first, _) = await studio.ServeAsync();
        await studio.Simulator.State.WhenAcceptedAsync(2).WaitAsync(Deadlines.Long);
        await first.KillAsync();

        var (_, address) = await studio.ServeAsync();
        var runs = await Studio.UntilAsync(address, runs => runs.Count == 1 && runs.TrueForAll(IsOver));

        runs[0].GetProperty("state").GetString().Should().Be("completed");
        studio.Simulator.State.Bill.Jobs.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_bad_file_is_reported_and_spends_nothing_and_its_correction_is_made()
    {
        await using var studio = await Studio.OpenAsync();
        var (service, address) = await studio.ServeAsync();

        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1).Replace("5s", "7s", StringComparison.Ordinal));
        await service.SeesAsync("is refused, nothing is spent");
        service.Error.Should().Contain("you wrote `7s`");
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();

        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1));
        await Studio.UntilAsync(address, runs => runs.Count == 1 && runs.TrueForAll(IsOver));
        studio.Simulator.State.Bill.Jobs.Should().ContainSingle();
    }

    [Fact]
    public async Task A_chain_whose_picture_arrives_after_it_is_made()
    {
        await using var studio = await Studio.OpenAsync();
        var (service, address) = await studio.ServeAsync();
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1, "start: { firstFrame: harbour.png }\n"));
        await service.SeesAsync("is refused, nothing is spent");

        File.Copy(Path.Combine(AppContext.BaseDirectory, "Program", "harbour.png"), Path.Combine(studio.Pipelines, "harbour.png"));

        var runs = await Studio.UntilAsync(address, runs => runs.Count == 1 && runs.TrueForAll(IsOver));
        runs[0].GetProperty("state").GetString().Should().Be("completed");
    }

    [Fact]
    public async Task A_chain_waits_until_its_picture_is_whole()
    {
        await using var studio = await Studio.OpenAsync();
        var whole = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Program", "harbour.png"));
        var picture = Path.Combine(Directory.CreateDirectory(studio.Pipelines).FullName, "harbour.png");
        await File.WriteAllBytesAsync(picture, whole[..(whole.Length / 2)]);
        File.SetLastWriteTimeUtc(picture, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(50));
        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1, "start: { firstFrame: harbour.png }\n"));
        var (service, address) = await studio.ServeAsync();
        await service.SeesAsync("harbour.png was written to just now");
        studio.Simulator.State.Bill.Jobs.Should().BeEmpty();

        await File.WriteAllBytesAsync(picture, whole);

        var runs = await Studio.UntilAsync(address, runs => runs.Count == 1 && runs.TrueForAll(IsOver));
        runs[0].GetProperty("state").GetString().Should().Be("completed");
        studio.Simulator.State.Bill.Jobs.Should().ContainSingle();
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_keeps_no_other_from_being_made()
    {
        await using var studio = await Studio.OpenAsync();
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(studio.Pipelines).FullName, ".examples"), "");
        File.CreateSymbolicLink(Path.Combine(studio.Pipelines, "a.yaml"), Path.Combine(studio.Folder, "nowhere.yaml"));
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(studio.Pipelines, "b.yaml")]))
        {
            await mkfifo.WaitForExitAsync();
        }

        studio.Drop("harbour.yaml", Quick.Chain("harbour", 1));

        var (service, address) = await studio.ServeAsync();

        var runs = await Studio.UntilAsync(address, runs => runs.Count == 1 && runs.TrueForAll(IsOver));
        runs[0].GetProperty("state").GetString().Should().Be("completed");
        await service.SeesAsync("a.yaml is refused");
        await service.SeesAsync("b.yaml is refused");
    }

    private static bool IsOver(JsonElement run) => run.GetProperty("state").GetString() != "running";
}
