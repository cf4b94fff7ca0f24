using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ChainForge.Runs;

/// <summary><c>ledger.marker</c>, beside the ledger: says which ledger belongs here and how far it had come, so that one that is gone, exchanged or older than it was is noticed.</summary>
/// <remarks>
/// SQLite forgets without a word what was only in a write-ahead log that is gone, and a copy of last week is a sound ledger:
/// either would pay again for what it does not know. The count is written after an intent is durable and before its request
/// may be sent, so the ledger is never behind it by itself.
/// </remarks>
internal sealed partial class LedgerMarker(string folder)
{
    private const string Head = "A ledger of paid work belongs here: ledger.db. Never remove it while runs are unfinished.\n";
    private const string Digits = "D20";

    // The count is written over in place: no new block is needed when the disk is full, and so short a file is one sector, old or new.
    private static readonly int CountAt = Encoding.ASCII.GetByteCount(TextOf(new LedgerIdentity(new string('0', 32), 0))) - 21;

    public string Path { get; } = System.IO.Path.Combine(folder, "ledger.marker");

    public bool Exists => File.Exists(Path);

    /// <summary>What it says; null when there is none, or it is of version 1, which said nothing more than that there is a ledger.</summary>
    /// <exception cref="LedgerException">It cannot be understood.</exception>
    public LedgerIdentity? Read()
    {
        if (!Exists)
        {
            return null;
        }

        var text = File.ReadAllText(Path);
        if (text == Head)
        {
            return null;
        }

        return Lines().Match(text) is { Success: true } match
            ? new LedgerIdentity(match.Groups["id"].Value, long.Parse(match.Groups["intents"].Value, CultureInfo.InvariantCulture))
            : throw new LedgerException($"{Path} is damaged, so nobody can say whether the ledger beside it is the right one. Put it back from a copy; or, if you are sure of the ledger, remove it.");
    }

    /// <summary>Says that this ledger belongs here. By rename, whole or not at all.</summary>
    public void Write(LedgerIdentity identity)
    {
        var partial = $"{Path}.{System.IO.Path.GetRandomFileName()}.partial";
        using (var file = File.OpenHandle(partial, FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.Write(file, Encoding.ASCII.GetBytes(TextOf(identity)), 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(partial, Path, overwrite: true);
    }

    /// <summary>Says how many intents there are; on the disk when this returns.</summary>
    public void Count(LedgerIdentity identity)
    {
        if (!Exists)
        {
            Write(identity);
            return;
        }

        // Opened each time: whoever removes or replaces the file must not be written past.
        using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(file, Encoding.ASCII.GetBytes(identity.Intents.ToString(Digits, CultureInfo.InvariantCulture)), CountAt);
        RandomAccess.FlushToDisk(file);
    }

    private static string TextOf(LedgerIdentity identity) =>
        $"{Head}ledger {identity.Id}\nintents {identity.Intents.ToString(Digits, CultureInfo.InvariantCulture)}\n";

    [GeneratedRegex(@"^ledger (?<id>[0-9a-f]{32})\nintents (?<intents>[0-9]{20})\n\z", RegexOptions.Multiline)]
    private static partial Regex Lines();
}
