using System.Text.Json;
using Ledger.Api.Accounts;
using Ledger.Api.CommandLine.Access;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.Accounts;

namespace Ledger.Api.CommandLine.Accounts;

/// <summary>What there is to show of an account, wherever it comes from.</summary>
/// <param name="Events">The newest first.</param>
internal sealed record ShownAccount(AccountAnswer Account, BalanceAnswer Balance, IReadOnlyList<EventAnswer> Events)
{
    private static readonly string[] Shown = ["amount", "transactionId"];

    /// <exception cref="RefusedException">There is no such account.</exception>
    public static async Task<ShownAccount> OfServiceAsync(LedgerAccess.Service service, string id, int events, CancellationToken cancellationToken)
    {
        var path = $"v1/accounts/{Uri.EscapeDataString(id)}";
        var account = await service.GetAsync<AccountAnswer>(path, cancellationToken);
        // What happens meanwhile is left out, so that all three parts are of one moment.
        return new(
            account,
            await service.GetAsync<BalanceAnswer>($"{path}/balance?revision={account.Revision}", cancellationToken),
            events == 0 ? [] : (await service.GetAsync<EventsAnswer>(
                $"{path}/events?direction=backwards&from={account.Revision}&limit={events}", cancellationToken)).Items);
    }

    /// <summary>From the history alone: read models are not needed for it.</summary>
    /// <exception cref="RefusedException">There is no such account.</exception>
    public static async Task<ShownAccount> OfStoresAsync(LedgerAccess.Stores stores, string id, int events, CancellationToken cancellationToken)
    {
        if (!Identifier.IsValid(id))
        {
            throw NotThere(id);
        }

        var stream = new StreamName(Domain.Accounts.Account.StreamOf(id));
        var loader = stores.Services.GetRequiredService<StreamLoader<AccountCommand, AccountState, AccountEvent>>();
        var head = await loader.LoadAsync(stream, long.MaxValue, seen: null, cancellationToken);
        if (head.State is not OpenedAccount state)
        {
            throw NotThere(id);
        }

        var (openedAt, last) = (head.RecordedAt, new List<EventAnswer>());
        await foreach (var first in stores.Events.ReadStreamAsync(stream, ReadDirection.Forwards, 0, 1, cancellationToken))
        {
            openedAt = EventSerializer.ReadMetadata(first).Values.RecordedAt;
        }

        await foreach (var e in stores.Events.ReadStreamAsync(stream, ReadDirection.Backwards, head.Revision, events, cancellationToken))
        {
            last.Add(EventAnswer.Of(e, stores.Positions));
        }

        var (balance, held, available) = (MoneyText.Amount(state.Balance), MoneyText.Amount(state.Held), MoneyText.Amount(state.Available));
        return new(
            new(id, state.OwnerId, state.Currency.Code, StatusWords.Of(state.Standing), balance, held, available, MoneyText.Amount(state.OverdraftLimit), head.Revision, openedAt, head.RecordedAt),
            new(id, state.Currency.Code, balance, held, available, head.Revision, head.RecordedAt, head.Chain.ToString()),
            last);
    }

    /// <summary>The amount and the transaction of an event, where it has them; never what people wrote.</summary>
    public static string Summary(EventAnswer e) => string.Join("  ", Shown
        .Select(name => e.Data.ValueKind == JsonValueKind.Object && e.Data.TryGetProperty(name, out var member) ? member.ToString() : null)
        .Where(text => text is not null));

    private static RefusedException NotThere(string id) => new($"There is no account '{id}'.");
}
