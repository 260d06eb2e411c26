using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Api.Transactions;
using Ledger.Api.Users;
using Ledger.Domain.Kernel;
using Ledger.Projections.Matches;
using Ledger.Projections.Transactions;
using Ledger.Projections.Users;

namespace Ledger.Api.Matching.Matches;

/// <summary>What transactions were found to belong to, as events.</summary>
internal sealed class MatchesModule : IEndpointModule
{
    private const int MostTransactions = 100;

    private static readonly string[] Filters = ["userId", "transactionId", "status", "method", "cursor", "limit"];

    public static void AddRoutes(RouteGroups routes)
    {
        routes.Submit.MapPost("/v1/transactions/{id}/matches", RecordMatch)
            .WithName(nameof(RecordMatch)).WithTags("Matching").TakesHeaders(IfMatch.Header).WithSummary("Records what a transaction belongs to")
            .WithDescription("A user, or other transactions: then credits and debits together come to the same, but for the tolerance; where all go one way, the others come to the first. One of each kind at a time.")
            .Accepts<MatchRequest>("application/json")
            .Produces<MatchAnswer>(201)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);
        routes.Submit.MapDelete("/v1/transactions/{id}/matches/{matchId}", UndoMatch)
            .WithName(nameof(UndoMatch)).WithTags("Matching").WithSummary("Takes a match back, or refuses a proposed one")
            .WithDescription("The history keeps both. Again, it is answered as it was.")
            .TakesQuery("reason")
            .Produces<MatchAnswer>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        routes.Submit.MapPost("/v1/matches/{id}/accept", AcceptMatch)
            .WithName(nameof(AcceptMatch)).WithTags("Matching").WithSummary("Records a match that was proposed")
            .Produces<MatchAnswer>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);
        routes.Query.MapGet("/v1/matches", ListMatches)
            .WithName(nameof(ListMatches)).WithTags("Matching").WithSummary("Lists matches, the newest first, those that were undone included")
            .TakesQuery(Filters)
            .Produces<Page<MatchAnswer>>().ProducesProblem(400).ProducesProblem(503);
    }

    private static async Task<IResult> RecordMatch(
        string id, HttpContext context, MatchOrders orders, TransactionReads transactions, UserQueries users, FreshnessGate freshness)
    {
        var request = await JsonBody.ReadAsync<MatchRequest>(context);
        ThrowUnlessValid(request, id);
        var row = await transactions.RowAsync(id, context);
        ThrowUnlessMoved(row, "id");
        var (ifRevision, caller) = (IfMatch.Of(context.Request), Caller.Of(context));
        if (request.UserId is { } userId)
        {
            await freshness.EnsureAllAsync(context, [UsersProjection.Name, MatchesProjection.Name]);
            var user = await users.FindAsync(userId, context.RequestAborted) ?? throw new ProblemException(UserOrders.NotFound(userId));
            return freshness.Answer(context, await orders.MatchUserAsync(row, user, ifRevision, caller, context.RequestAborted));
        }

        var others = new List<TransactionRow>();
        foreach (var other in request.TransactionIds!)
        {
            others.Add(await transactions.RowAsync(other, context));
            ThrowUnlessMoved(others[^1], "transactionIds");
        }

        var tolerance = ThrowUnlessEqual(row, others, request.Tolerance);
        return freshness.Answer(context, await orders.MatchTransactionsAsync(row, others, tolerance, ifRevision, context, caller));
    }

    private static async Task<IResult> UndoMatch(
        string id, string matchId, HttpContext context, MatchOrders orders, TransactionReads transactions, MatchQueries matches, FreshnessGate freshness)
    {
        var query = new QueryReader(context, "reason");
        var reason = query.Checks.Text("reason", query.Text("reason"), Checks.MaxReason);
        query.Checks.ThrowIfAny();
        var row = await transactions.RowAsync(id, context);
        var match = await FindAsync(matchId, context, matches, freshness);
        if (!match.Members.Any(member => member.TransactionId == row.Id))
        {
            throw NotFound(matchId);
        }

        return freshness.Answer(context, await orders.UndoAsync(match, reason, Caller.Of(context)));
    }

    private static async Task<IResult> AcceptMatch(
        string id, HttpContext context, MatchOrders orders, TransactionReads transactions, MatchQueries matches, FreshnessGate freshness)
    {
        await JsonBody.RefuseMembersAsync(context);
        var match = await FindAsync(id, context, matches, freshness);
        return match.Status switch
        {
            MatchWords.Recorded => TypedResults.Json(MatchAnswer.Of(match), Text.Answers),
            MatchWords.Undone => throw new ProblemException(MatchOrders.TakenBack),
            _ => freshness.Answer(
                context, await orders.AcceptAsync(match, await transactions.RowAsync(match.TransactionId, context), Caller.Of(context), context.RequestAborted)),
        };
    }

    private static async Task<IResult> ListMatches(HttpContext context, FreshnessGate freshness, LedgerPositions positions, MatchQueries matches)
    {
        var query = new QueryReader(context, Filters);
        var transactionId = query.Text("transactionId");
        if (transactionId is not null && !Guid.TryParseExact(transactionId, "D", out _))
        {
            query.Checks.Add("transactionId", "must be the id of a transaction");
        }

        var filter = new MatchFilter(
            query.Id("userId"),
            transactionId,
            query.Choice("status", MatchWords.Recorded, MatchWords.Proposed, MatchWords.Undone),
            query.Checks.Text("method", query.Text("method"), Identifier.MaxLength));
        var (before, limit) = (query.Cursor(positions), query.Limit());
        query.Checks.ThrowIfAny();

        await freshness.EnsureAllAsync(context, MatchesProjection.Name);
        var rows = await matches.ListAsync(filter, before, limit + 1, context.RequestAborted);
        return TypedResults.Json(Page<MatchAnswer>.Of(rows, limit, MatchAnswer.Of, row => positions.Format(row.Position)), Text.Answers);
    }

    private static async Task<MatchRow> FindAsync(string id, HttpContext context, MatchQueries matches, FreshnessGate freshness)
    {
        await freshness.EnsureAllAsync(context, MatchesProjection.Name);
        return Guid.TryParseExact(id, "D", out var matchId) && await matches.FindAsync(matchId, context.RequestAborted) is { } found ? found : throw NotFound(id);
    }

    private static void ThrowUnlessValid(MatchRequest request, string id)
    {
        var checks = new Checks();
        checks.OneOf("userId", request.UserId, "transactionIds", request.TransactionIds);
        checks.Id("userId", request.UserId, required: false);
        if (request.TransactionIds is { } others)
        {
            if (others.Count is 0 or > MostTransactions)
            {
                checks.Add("transactionIds", $"must hold 1 to {MostTransactions} ids");
            }
            else if (others.Any(other => other is null || !Guid.TryParseExact(other, "D", out _)))
            {
                checks.Add("transactionIds", "must hold ids of transactions");
            }
            else if (others.Append(id).Distinct(StringComparer.OrdinalIgnoreCase).Count() <= others.Count)
            {
                checks.Add("transactionIds", "must not name a transaction twice, nor the one that is matched");
            }
        }
        else if (request.Tolerance is not null)
        {
            checks.Add("tolerance", "goes with transactionIds alone");
        }

        checks.ThrowIfAny();
    }

    private static void ThrowUnlessMoved(TransactionRow row, string field)
    {
        if (row.Status is TransactionWords.Pending or TransactionWords.Declined)
        {
            throw new ProblemException(Problem.Invalid(field, $"names a {row.Type} that is {row.Status}: only what has moved money can be matched"));
        }
    }

    /// <returns>The tolerance as it is recorded; <see langword="null"/> where none was asked for.</returns>
    private static string? ThrowUnlessEqual(TransactionRow row, IReadOnlyCollection<TransactionRow> others, AmountText? asked)
    {
        if (others.FirstOrDefault(other => other.Currency != row.Currency) is { } differs)
        {
            throw new ProblemException(new(
                ProblemKind.CurrencyMismatch, $"Transaction {differs.Id} is in {differs.Currency}, and transaction {row.Id} in {row.Currency}."));
        }

        var (currency, tolerance) = (Currency.Parse(row.Currency), Tolerance.None);
        if (asked is not null && !Tolerance.TryRead(asked, currency, out tolerance, out var error))
        {
            throw new ProblemException(Problem.Invalid("tolerance", error));
        }

        var sides = AmountBalance.Of(row, others);
        return tolerance.Permits(sides.One, sides.Other)
            ? asked is null ? null : tolerance.Text
            : throw new ProblemException(Problem.Invalid(
                "transactionIds",
                $"do not come to the same: {Amount(sides.One)} {currency} of {sides.OneName} and {Amount(sides.Other)} {currency} of {sides.OtherName} differ by more than the tolerance of {tolerance.Text}"));

        string Amount(Int128 minorUnits) => MoneyText.Amount(new(long.CreateSaturating(minorUnits), currency));
    }

    private static ProblemException NotFound(string id) =>
        new(new(ProblemKind.MatchNotFound, $"There is no match '{(id.Length > Identifier.MaxLength ? id[..Identifier.MaxLength] : id)}'."));
}
