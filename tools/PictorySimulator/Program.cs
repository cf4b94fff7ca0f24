using PictorySimulator;

if (args.Contains("--help"))
{
    Console.Write(CommandLine.Usage);
    return 0;
}

try
{
    var settings = CommandLine.Read(args);
    await using var simulator = await SimulatorHost.StartAsync(settings);
    Console.WriteLine($"Listening on {simulator.BaseUrl}");
    if (settings.ReadyFile is { } file)
    {
        await File.WriteAllTextAsync(file + ".partial", simulator.BaseUrl.ToString());
        File.Move(file + ".partial", file, overwrite: true);
    }

    await simulator.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is ArgumentException or FormatException or IOException)
{
    await Console.Error.WriteLineAsync($"pictory-simulator: {e.Message}");
    return 2;
}
