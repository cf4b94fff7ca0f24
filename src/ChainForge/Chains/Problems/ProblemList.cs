namespace ChainForge.Chains.Problems;

/// <summary>Collects what is wrong with one file.</summary>
internal sealed class ProblemList(string file)
{
    private readonly List<ChainProblem> _problems = [];

    public bool IsEmpty => _problems.Count == 0;

    public void Add(Place place, string message) => _problems.Add(new ChainProblem(file, place.Line, place.Column, message));

    /// <summary>By place; of very many the first ones, and a last line that tells of the rest.</summary>
    public IReadOnlyList<ChainProblem> Sorted()
    {
        var sorted = _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column).ToList();
        var beyond = sorted.Count - ChainLimits.MaxProblems;
        if (beyond <= 0)
        {
            return sorted;
        }

        var next = sorted[ChainLimits.MaxProblems];
        return [.. sorted.Take(ChainLimits.MaxProblems), next with { Message = $"{beyond} more problems from here on: correct those above first" }];
    }
}
