using System.Globalization;
using ChainForge.Soak;

// Soak [MINUTES] [SEED] [--postgres CONNECTION]
var words = args.TakeWhile(arg => arg != "--postgres").ToList();
var minutes = words.Count > 0 ? double.Parse(words[0], CultureInfo.InvariantCulture) : 10;
var options = new SoakOptions
{
    Seed = words.Count > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : Random.Shared.Next(1_000_000),
    PostgreSql = args.SkipWhile(arg => arg != "--postgres").Skip(1).FirstOrDefault(),
};
var verdict = await new SoakRun(options.Within(TimeSpan.FromMinutes(minutes)), Console.Out).RunAsync();
Console.WriteLine(verdict.Problems.Count == 0
    ? "The bill is the ledger, and every run is completed or rightly parked."
    : $"{verdict.Problems.Count} things are wrong; seed {options.Seed}.");
return verdict.Problems.Count == 0 ? 0 : 1;
