using System.Globalization;
using System.Runtime.InteropServices;

namespace ChainForge.CrashPoints;

/// <summary>Strikes this very process at one point, as the environment says.</summary>
/// <remarks>
/// <c>CRASH_AT</c>: <c>17</c> is the seventeenth point of all, <c>post.before#2</c> the second of that name, <c>post.before</c> the
/// first; unset: none. <c>CRASH_DO</c>: <c>kill</c> (the default), <c>stop</c> (frozen until somebody sends SIGCONT), or
/// <c>ask</c> (waits for a line on standard input). The point is printed to standard error before it happens.
/// </remarks>
internal sealed partial class Strike : CrashPoint
{
    private const int Kill = 9;
    private const int Stop = 19;

    private readonly Dictionary<string, int> _reached = [];
    private readonly Lock _lock = new();
    private readonly string? _name;
    private readonly int _number;
    private readonly string _how;
    private int _points;

    public Strike(string? at, string? how)
    {
        var parts = (at ?? "").Split('#');
        var counted = int.TryParse(parts[^1], CultureInfo.InvariantCulture, out var number);
        _name = counted && parts.Length == 1 ? null : parts[0];
        _number = string.IsNullOrEmpty(at) ? -1 : counted ? number : 1;
        _how = how ?? "kill";
    }

    public override async Task ReachAsync(string name)
    {
        if (!IsIt(name))
        {
            return;
        }

        await Console.Error.WriteLineAsync($"struck at {name}");
        if (_how == "ask")
        {
            await Console.In.ReadLineAsync();
            return;
        }

        _ = Signal(Environment.ProcessId, _how == "stop" ? Stop : Kill);

        // A signal to oneself may take a moment; nothing more is to happen before it.
        if (_how != "stop")
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        }
    }

    private bool IsIt(string name)
    {
        lock (_lock)
        {
            _reached[name] = _reached.GetValueOrDefault(name) + 1;
            _points++;
            return _name is null ? _points == _number : _name == name && _reached[name] == _number;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
