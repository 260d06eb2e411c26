using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Streams;
using Ledger.Projections.Accounts;
using Ledger.Projections.Closings;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Accounts;

/// <summary>Balances: now from the read model, and as they were from the history itself.</summary>
internal sealed class BalanceModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes) =>
        routes.Query.MapGet("/v1/accounts/{id}/balance", GetBalance)
            .WithName(nameof(GetBalance)).WithTags("Accounts").WithSummary("Answers a balance: now, at a time, or at a revision")
            .WithDescription("With `at` or `revision` it is replayed from the history as it was then. With `at` and `basis=effective` it is the sum of everything that is said to have been by then, recorded whenever; what is held is that of now.")
            .TakesQuery("at", "revision", "basis")
            .Produces<BalanceAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static async Task<IResult> GetBalance(
        string id,
        HttpContext context,
        FreshnessGate freshness,
        AccountQueries accounts,
        StatementQueries statements,
        StreamLoader<AccountCommand, AccountState, AccountEvent> history,
        ClosingsQuery closings)
    {
        if (!context.Request.QueryString.HasValue)
        {
            return TypedResults.Json(BalanceAnswer.Of(await AccountReads.RowAsync(id, context, freshness, accounts)), Text.Answers);
        }

        var query = new QueryReader(context, "at", "revision", "basis");
        var (at, revision) = (query.Time("at"), query.Number("revision", 0, long.MaxValue));
        var isEffective = query.Choice("basis", "recorded", "effective") == "effective";
        if (at is not null && revision is not null)
        {
            query.Checks.Add("revision", "cannot be asked for together with at");
        }

        if (isEffective && revision is not null)
        {
            query.Checks.Add("basis", "cannot be effective at a revision: a revision is a place in what was recorded");
        }

        query.Checks.ThrowIfAny();
        AccountReads.ThrowUnlessId(id);
        if (isEffective && at is not null)
        {
            var row = await AccountReads.RowAsync(id, context, freshness, accounts);
            await freshness.EnsureAccountAsync(context, TransactionsProjection.Name, id);
            // What counts at that very moment counts.
            var balance = await statements.EffectiveBalanceAsync(id, Microseconds.Of(at.Value) + 1, context.RequestAborted);
            return TypedResults.Json(BalanceAnswer.Effective(row, balance, at.Value), Text.Answers);
        }

        return at is null && revision is null
            ? TypedResults.Json(BalanceAnswer.Of(await AccountReads.RowAsync(id, context, freshness, accounts)), Text.Answers)
            : TypedResults.Json(await ReplayAsync(id, at, revision, history, closings, context.RequestAborted), Text.Answers);
    }

    private static async Task<BalanceAnswer> ReplayAsync(
        string id,
        DateTimeOffset? at,
        long? revision,
        StreamLoader<AccountCommand, AccountState, AccountEvent> history,
        ClosingsQuery closings,
        CancellationToken cancellationToken)
    {
        var stream = new EventStore.Port.StreamName(Account.StreamOf(id));
        var upTo = revision
            ?? await history.RevisionAtAsync(stream, at!.Value, await closings.LastAtAsync(id, at.Value, cancellationToken), cancellationToken);
        var head = upTo < 0 ? history.Empty(stream) : await history.LoadAsync(stream, upTo, seen: null, cancellationToken);
        if (head.State is not OpenedAccount account || head.Revision < upTo)
        {
            throw head.Exists || (at is not null && await ExistsAsync(stream, history, cancellationToken))
                ? new ProblemException(new(
                    ProblemKind.AccountNotFound,
                    at is null ? $"Account '{id}' has no revision {upTo}; its last is {head.Revision}." : $"Account '{id}' was opened after that time."))
                : AccountReads.NotFound(id);
        }

        // At a time a hold that has expired by then is left out; at a revision it is as the history has it.
        var held = at is { } time ? account.HeldAt(time) : account.Held;
        return new(
            id,
            account.Currency.Code,
            MoneyText.Amount(account.Balance),
            MoneyText.Amount(held),
            MoneyText.Amount(account.Balance - held + account.OverdraftLimit),
            head.Revision,
            at ?? head.RecordedAt,
            head.Chain.ToString());
    }

    private static async Task<bool> ExistsAsync(
        EventStore.Port.StreamName stream, StreamLoader<AccountCommand, AccountState, AccountEvent> history, CancellationToken cancellationToken) =>
        (await history.LoadAsync(stream, 0, seen: null, cancellationToken)).Exists;
}
