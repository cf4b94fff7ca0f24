using ChainForge.Providers.Pictory;
using ChainForge.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using PictorySimulator;

namespace ChainForge.Soak;

/// <summary>Chains are made while their servers are killed, frozen and stopped at random, and the provider has a bad day; then the books are compared.</summary>
internal sealed class SoakRun(SoakOptions options, TextWriter log)
{
    // Not in the form that every output is searched for: only the exact key can hide it.
    private const string Key = "canary7d1e5b93c0";

    // To start, to stop and to look through the books.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1.5);

    private readonly Random _random = new(options.Seed);
    private readonly Strikes _strikes = new(new Random(options.Seed));
    private readonly TimeProvider _time = TimeProvider.System;
    private int _faults;
    private TimeSpan _rest;

    /// <summary>How many times a server was struck and the provider misbehaved.</summary>
    public int Cases => _strikes.Kills + _strikes.Freezes + _strikes.Stops + _faults;

    /// <exception cref="TimeoutException">Something stood still that has no time limit of its own.</exception>
    public async Task<Verdict> RunAsync()
    {
        await log.WriteLineAsync($"Soak: seed {options.Seed}, {options.Runs} chains, {options.Servers} server{(options.Servers > 1 ? "s on PostgreSQL" : " on an embedded ledger")}, {options.Trouble.TotalSeconds:0} s of trouble, at most {options.Rest.TotalSeconds:0} s to come to rest");
        var folder = Directory.CreateTempSubdirectory("chainforge-soak-").FullName;
        // Of its own: the common one is trimmed by whoever else uses a simulator.
        var cache = Directory.CreateTempSubdirectory("chainforge-soak-clips-");
        await using var simulator = await SimulatorHost.StartAsync(new() { ApiKey = Key, Generation = TimeSpan.FromSeconds(1), Scale = 0.25, DurationFactor = 0.1, Fast = true, CacheFolder = cache.FullName });
        var servers = Enumerable.Range(0, options.Servers).Select(_ => new Server(folder, EnvironmentOf(simulator), _strikes.Complain)).ToList();
        try
        {
            var verdict = await SoakAsync(simulator, servers, folder).WaitAsync(options.Trouble + options.Rest + Slack, _time);
            servers.ForEach(server => server.Dispose());
            if (verdict.Problems.Count == 0)
            {
                Directory.Delete(folder, recursive: true);
            }
            else
            {
                await log.WriteLineAsync($"  kept for you: {folder}");
            }

            return verdict;
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
            cache.Delete(recursive: true);
        }
    }

    private async Task<Verdict> SoakAsync(SimulatorHost simulator, List<Server> servers, string folder)
    {
        servers.ForEach(server => server.Start());
        await using var ledger = await OpenLedgerAsync(folder);
        using var provider = PictoryProvider.Create(new() { ApiKey = Key, BaseUrl = simulator.BaseUrl }, _time, NullLoggerFactory.Instance);
        var person = new Operator(ledger, provider, () => simulator.State.Bill);
        await TroubleAsync(simulator, servers, person, folder);
        await RestAsync(simulator, servers, person, ledger);
        foreach (var server in servers)
        {
            await _strikes.StopAsync(server);
        }

        var secrets = simulator.State.Bill.Jobs.Select(job => job.Webhook?.Split('/')[^1]).OfType<string>().Append(Key).ToList();
        foreach (var place in Secrets.In(folder, secrets).Concat(options.PostgreSql is { } database ? await Secrets.InAsync(database, secrets) : []))
        {
            _strikes.Complain($"a secret is in {place}");
        }

        if (_strikes.Kills == 0 || _faults == 0)
        {
            _strikes.Complain($"{_strikes.Kills} kills and {_faults} faults of the provider: nothing was shown");
        }

        var verdict = Verdict.Of(await ledger.ListAsync(), simulator.State.Bill, options.Runs, folder, _strikes.Problems);
        await ReportAsync(verdict, person);
        return verdict;
    }

    private async Task TroubleAsync(SimulatorHost simulator, List<Server> servers, Operator person, string folder)
    {
        var (since, dropped, steps) = (_time.GetTimestamp(), 0, 0);
        while (_time.GetElapsedTime(since) is var elapsed && elapsed < options.Trouble)
        {
            // All chains are there after two thirds of the time.
            while (dropped < options.Runs && dropped <= options.Runs * 1.5 * (elapsed / options.Trouble))
            {
                Drop(folder, dropped++);
            }

            for (var fault = _random.Next(5); fault > 0; fault--, _faults++)
            {
                simulator.State.Faults.Add(RandomFaults.Next(_random));
            }

            await _strikes.StrikeAsync(servers[_random.Next(servers.Count)]);
            if (++steps % 5 == 0)
            {
                await person.AnswerAsync();
            }

            await Task.Delay(TimeSpan.FromSeconds(0.5 + (4 * _random.NextDouble())), _time);
        }

        while (dropped < options.Runs)
        {
            Drop(folder, dropped++);
        }
    }

    // Nobody pays again any more: what cannot be known now stays parked.
    private async Task RestAsync(SimulatorHost simulator, List<Server> servers, Operator person, RunLedger ledger)
    {
        _faults -= simulator.State.Faults.Pending.Count;
        simulator.State.Faults.Clear();
        var since = _time.GetTimestamp();
        while (_time.GetElapsedTime(since) < options.Rest)
        {
            servers.ForEach(server => server.Start());
            await person.RetryAsync();
            var runs = await ledger.ListAsync();
            if (runs.Count == options.Runs && runs.TrueForAll(run => run.State != RunState.Running && NextSteps.Of(run, _time.GetUtcNow()).Count == 0))
            {
                _rest = _time.GetElapsedTime(since);
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), _time);
        }

        _strikes.Complain($"not everything had come to rest {options.Rest.TotalSeconds:0} s after the last trouble");
    }

    private void Drop(string folder, int number)
    {
        var segments = _random.Next(2, 6);
        var yaml = $"name: chain-{number:00}\nduration: 5s\nsegments:\n"
            + string.Concat(Enumerable.Range(1, segments).Select(scene => $"  - prompt: \"chain {number:00}, a lighthouse above a calm harbour, scene {scene}\"\n"));
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "pipelines")).FullName, $"chain-{number:00}.yaml");
        File.WriteAllText($"{path}.draft", yaml);
        File.Move($"{path}.draft", path);
    }

    private async Task ReportAsync(Verdict verdict, Operator person)
    {
        await log.WriteLineAsync($"  {_strikes.Kills} kills, {_strikes.Freezes} freezes, {_strikes.Stops} stops (the longest {_strikes.Longest.TotalSeconds:0.0} s), {_faults} faults of the provider, {person.Answers} answers of a person; at rest after {_rest.TotalSeconds:0} s");
        await log.WriteLineAsync($"  {verdict.Completed} completed, {verdict.Parked} parked; {verdict.Billed:0.##} credits billed, {verdict.Ledger:0.##} in the ledger, of those {verdict.Unknown:0.##} reserved for requests that nobody can know were not taken");
        foreach (var problem in verdict.Problems)
        {
            await log.WriteLineAsync($"  WRONG: {problem}");
        }
    }

    private async Task<RunLedger> OpenLedgerAsync(string folder)
    {
        if (options.PostgreSql is { } database)
        {
            return await RunLedger.OpenPostgreSqlAsync(database, _time);
        }

        // Made by the service, as for every command that only looks.
        while (!RunLedger.IsIn(Path.Combine(folder, "data")))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), _time);
        }

        return await RunLedger.OpenEmbeddedAsync(Path.Combine(folder, "data"), _time);
    }

    private Dictionary<string, string> EnvironmentOf(SimulatorHost simulator)
    {
        var environment = new Dictionary<string, string>
        {
            ["PICTORY_API_KEY"] = Key,
            ["ChainForge__Pictory__BaseUrl"] = simulator.BaseUrl.ToString(),
            ["ChainForge__Pictory__RequestsPerMinute"] = "3000",
            ["ChainForge__Pictory__SubmitTimeout"] = "00:00:03",
            ["ChainForge__Pictory__DownloadIdleTimeout"] = "00:00:02",
            ["ChainForge__Polling__Interval"] = "00:00:00.3",
            ["ChainForge__Submit__SettleWindow"] = "00:00:05",
            ["ChainForge__Submit__LookAgainAfter"] = "00:00:03",
        };
        if (options.PostgreSql is { } database)
        {
            environment["ChainForge__Storage__Provider"] = "PostgreSql";
            environment["ChainForge__Storage__ConnectionString"] = database;
        }

        return environment;
    }
}
