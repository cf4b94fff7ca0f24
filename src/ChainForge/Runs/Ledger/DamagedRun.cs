namespace ChainForge.Runs;

/// <summary>A run whose record this program cannot understand: it is left alone, and every other run goes on.</summary>
/// <param name="Id">The run.</param>
/// <param name="Chain">The chain's name.</param>
/// <param name="State">The state that it was last written with.</param>
/// <param name="InFlight">Attempts of it that may occupy a place at the provider; they keep it.</param>
/// <param name="Spent">Credits spent; they count against every budget.</param>
/// <param name="Reserved">Credits reserved; they count against every budget.</param>
/// <param name="Problem">What cannot be understood, for a person.</param>
public sealed record DamagedRun(string Id, string Chain, string State, int InFlight, decimal Spent, decimal Reserved, string Problem);
