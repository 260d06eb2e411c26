using System.Globalization;
using Ledger.EventStore.Port;

namespace Ledger.Api.Http.Freshness;

/// <summary>
/// Positions as clients hold them: they carry the ledger's id, so that one of another ledger is never taken for one of this.
/// Clients treat them as opaque.
/// </summary>
internal sealed class LedgerPositions(Guid ledgerId)
{
    private readonly string _prefix = $"{ledgerId:N}"[..8] + "-";

    public string Format(Position position) => position.Commit == position.Prepare
        ? string.Create(CultureInfo.InvariantCulture, $"{_prefix}{position.Commit}")
        : string.Create(CultureInfo.InvariantCulture, $"{_prefix}{position.Commit}-{position.Prepare}");

    public bool TryRead(string text, out Position position)
    {
        position = default;
        if (!text.StartsWith(_prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var numbers = text[_prefix.Length..].Split('-');
        if (numbers.Length is 0 or > 2 || !TryParseNumber(numbers[0], out var commit) || !TryParseNumber(numbers[^1], out var prepare))
        {
            return false;
        }

        position = new(commit, prepare);
        return true;
    }

    private static bool TryParseNumber(string text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= long.MaxValue;
}
