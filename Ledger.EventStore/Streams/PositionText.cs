using System.Globalization;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.Streams;

/// <summary>
/// Positions as they stand outside of the ledger: with the beginning of its id before them, so that one of another ledger is never taken
/// for one of this.
/// </summary>
public sealed class PositionText(Guid ledgerId)
{
    private readonly string _prefix = $"{ledgerId:N}"[..8] + "-";

    public string Format(Position position) => position.Commit == position.Prepare
        ? string.Create(CultureInfo.InvariantCulture, $"{_prefix}{position.Commit}")
        : string.Create(CultureInfo.InvariantCulture, $"{_prefix}{position.Commit}-{position.Prepare}");

    public bool TryRead(ReadOnlySpan<char> text, out Position position)
    {
        position = default;
        if (!text.StartsWith(_prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var numbers = text[_prefix.Length..];
        var dash = numbers.IndexOf('-');
        if (!TryParseNumber(dash < 0 ? numbers : numbers[..dash], out var commit)
            || !TryParseNumber(dash < 0 ? numbers : numbers[(dash + 1)..], out var prepare))
        {
            return false;
        }

        position = new(commit, prepare);
        return true;
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= long.MaxValue;
}
