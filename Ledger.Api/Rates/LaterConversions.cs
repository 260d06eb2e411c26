using System.Globalization;
using Ledger.Api.Accounts;
using Ledger.Api.Processes;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Domain.Rates;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Rates;

/// <summary>
/// Converts what was recorded without a rate once there is one. Every transaction is looked at once, and those of a currency once more
/// when rates of it become known for days that had none. It runs where the projections run; two of it do no harm.
/// </summary>
internal sealed partial class LaterConversions(
    UnconvertedQueries unconverted,
    AccountOrders orders,
    KnownRates rates,
    RatesMeter meter,
    ProjectionHost projections,
    TimeProvider time,
    ILogger<LaterConversions> log)
    : LeadingWork(TimeSpan.FromSeconds(2), () => projections.IsLeading, time, log)
{
    private const int Together = 200;

    /// <summary>Of each currency that can be converted, the first day for which that is so, at the last round.</summary>
    private Dictionary<Currency, DateOnly> _firstDays = [];

    /// <summary>Up to here everything was looked at.</summary>
    private Position? _lookedAt;

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        var table = rates.Table;
        var firstDays = FirstDays(table);
        var earlier = firstDays.Where(entry => !_firstDays.TryGetValue(entry.Key, out var before) || entry.Value < before)
            .Select(entry => entry.Key).ToList();
        if (_lookedAt is { } end && earlier.Count > 0)
        {
            _lookedAt = await WalkAsync(earlier, null, end, table, stoppingToken);
        }

        _firstDays = firstDays;
        if (await unconverted.NewestAsync(stoppingToken) is { } newest && newest != _lookedAt)
        {
            _lookedAt = await WalkAsync(firstDays.Keys, _lookedAt, newest, table, stoppingToken);
        }
    }

    /// <returns>Up to where everything is done: what waits to be decided, or could not be recorded now, is looked at again.</returns>
    private async Task<Position?> WalkAsync(
        IReadOnlyCollection<Currency> currencies, Position? after, Position upTo, RateTable table, CancellationToken stoppingToken)
    {
        var (place, settled, waits) = (after, (Position?)upTo, false);
        while (currencies.Count > 0)
        {
            var rows = await unconverted.FindAsync(currencies.Select(currency => currency.Code), place, upTo, Together, stoppingToken);
            var done = await Task.WhenAll(rows.Select(row => ConvertAsync(row, table))).WaitAsync(stoppingToken);
            for (var i = 0; i < done.Length; place = rows[i++].Position)
            {
                if (!done[i] && !waits)
                {
                    (settled, waits) = (place, true);
                }
            }

            if (rows.Count < Together)
            {
                break;
            }
        }

        return settled;
    }

    /// <returns>Whether there is nothing more to be done about it with these rates.</returns>
    private async Task<bool> ConvertAsync(UnconvertedRow row, RateTable table)
    {
        if (row.Status == TransactionWords.Pending || ConversionOf(row, table) is not { } conversion)
        {
            return row.Status != TransactionWords.Pending;
        }

        var id = Guid.Parse(row.Id);
        var claim = TransactionKeys.ClaimOf(AccountOrders.StreamOf(row.AccountId), "conversion", id);
        try
        {
            var outcome = await orders.ExecuteAsync(
                row.AccountId, new(new ConvertTransaction(id, conversion), "rates", "ledger", Claim: claim) { IsStep = true });
            if (outcome is Outcome<AccountEvent>.Committed)
            {
                meter.ConvertedLater();
            }

            return outcome is not (Outcome<AccountEvent>.Contended or Outcome<AccountEvent>.Overloaded);
        }
        // An account whose history is spoiled takes nothing more, and keeps no other waiting; the audit names it.
        catch (Exception fault) when (fault is StoreCorruptException or UnreadableEventException)
        {
            LogSpoiled(Log, fault, row.AccountId);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A transaction of account {AccountId} cannot be converted, since its history cannot be read")]
    private static partial void LogSpoiled(ILogger log, Exception fault, string accountId);

    /// <summary>A reversal has the conversion of what it takes back, and both legs of a transfer have the same.</summary>
    private Conversion? ConversionOf(UnconvertedRow row, RateTable table) => row.OfCurrency == rates.Reporting.Code
        ? new(
            new(row.OfAmount!.Value, rates.Reporting),
            row.OfRate!,
            DateOnly.ParseExact(row.OfDate!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            row.OfSource!)
        : Converter.Convert(
            new(row.Amount, Currency.Parse(row.Currency)), rates.Reporting, RecordedConversions.DayOf(Microseconds.ToTime(row.RateAt)), table);

    private Dictionary<Currency, DateOnly> FirstDays(RateTable table)
    {
        var days = new Dictionary<Currency, DateOnly>();
        foreach (var currency in table.Currencies.Append(Currency.Parse("EUR")).Where(currency => !ReferenceEquals(currency, rates.Reporting)))
        {
            if (table.FirstDay(currency, rates.Reporting) is { } day)
            {
                days[currency] = day;
            }
        }

        return days;
    }
}
