using ChainForge.CrashPoints;

namespace ChainForge.Tests.Runs.Engine;

/// <summary>One life of a process: it ends at the n-th point before or after a call to the outside, and nothing gets through afterwards.</summary>
internal sealed class CrashSwitch(int? crashAt) : CrashPoint
{
    private bool _dead;
    private int _points;

    public override Task ReachAsync(string name)
    {
        if (_dead || ++_points == crashAt)
        {
            _dead = true;
            throw new CrashException();
        }

        return Task.CompletedTask;
    }
}
