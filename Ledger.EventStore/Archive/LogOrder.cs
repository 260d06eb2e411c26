using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Streams;

namespace Ledger.EventStore.Archive;

/// <summary>Follows the order of the log: positions that grow, within what the first line says, on streams that belong there.</summary>
internal sealed class LogOrder
{
    private readonly PositionText _positions;
    private readonly string? _onlyStream;
    private readonly Position _end;
    private Position _last;

    /// <exception cref="FormatException">The first line's positions are not of its ledger.</exception>
    public LogOrder(ArchiveHeader header)
    {
        _positions = new(header.LedgerId);
        _onlyStream = header.AccountId is { } account ? Account.StreamOf(account) : null;
        if (!_positions.TryRead(header.UpTo, out _end) || (header.After is not null && !_positions.TryRead(header.After, out _last)))
        {
            throw new FormatException("its positions are not of its ledger");
        }
    }

    /// <summary>Takes the next event.</summary>
    /// <returns>What is wrong with where it stands, or <see langword="null"/>.</returns>
    public string? Add(ArchivedEvent e)
    {
        if (!_positions.TryRead(e.Position, out var position))
        {
            return "its position is not one of this ledger";
        }

        var before = _last;
        _last = position;
        return position <= before ? "its position is not after that of the event before it"
            : position > _end ? "its position is after the one that the export reaches"
            : _onlyStream is not null && e.Stream != _onlyStream ? "it is not of the account that was exported"
            : !LedgerStreams.IsName(e.Stream) ? "it is not a stream of a ledger"
            : null;
    }
}
