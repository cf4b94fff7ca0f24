namespace ChainForge.Chains.Problems;

/// <summary>Collects what is wrong with one file.</summary>
internal sealed class ProblemList(string file)
{
    private readonly List<ChainProblem> _problems = [];

    public bool IsEmpty => _problems.Count == 0;

    /// <summary>More than are shown: whoever goes through a long list of things can stop, and a file of mistakes stays cheap.</summary>
    public bool IsFull => _problems.Count > ChainLimits.MaxProblems;

    public void Add(Place place, string message) => _problems.Add(new ChainProblem(file, place.Line, place.Column, message));

    /// <summary>By place; of very many the first ones, and a last line that tells of the rest.</summary>
    public IReadOnlyList<ChainProblem> Sorted()
    {
        var sorted = _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column).ToList();
        return IsFull
            ? [.. sorted.Take(ChainLimits.MaxProblems), sorted[ChainLimits.MaxProblems] with { Message = "There are more problems from here on: correct those above first" }]
            : sorted;
    }
}
