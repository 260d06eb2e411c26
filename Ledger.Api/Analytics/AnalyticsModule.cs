using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Api.Rates;
using Ledger.Domain.Kernel;
using Ledger.Projections.Accounts;
using Ledger.Projections.Analytics;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;
using Ledger.Projections.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Analytics;

/// <summary>What moves in the accounts of a user or in one account: averages, largest amounts, busiest days.</summary>
internal sealed class AnalyticsModule : IEndpointModule
{
    private const int MaxBuckets = 1_000;

    private const string Meaning =
        "By effective date, from `from` on and before `to`, with the days of `timeZone` (UTC where it is left out). What counts is what moved money: "
        + "not what is pending or was declined, not what was reversed, and not reversals. `reporting` has all of it in the reporting currency, by "
        + "the rates that were recorded; `unconverted` says how many are left out there for want of one.";

    private static readonly string[] Times = ["from", "to", TimeZones.Parameter];
    private static readonly string[] Series = ["from", "to", "bucket", TimeZones.Parameter];

    public static void AddRoutes(RouteGroups routes)
    {
        Describe(routes.Query.MapGet("/v1/analytics/accounts/{id}", GetAccountAnalytics), nameof(GetAccountAnalytics), Times)
            .WithSummary("Answers the figures of an account").WithDescription(Meaning).Produces<AnalyticsAnswer>();
        Describe(routes.Query.MapGet("/v1/analytics/users/{userId}", GetUserAnalytics), nameof(GetUserAnalytics), Times)
            .WithSummary("Answers the figures of a user").WithDescription($"Of all accounts that have the user for an owner. {Meaning}").Produces<AnalyticsAnswer>();
        Describe(routes.Query.MapGet("/v1/analytics/accounts/{id}/series", GetAccountSeries), nameof(GetAccountSeries), Series)
            .WithSummary("Answers the figures of an account over time").WithDescription(OverTime).Produces<SeriesAnswer>();
        Describe(routes.Query.MapGet("/v1/analytics/users/{userId}/series", GetUserSeries), nameof(GetUserSeries), Series)
            .WithSummary("Answers the figures of a user over time").WithDescription($"Of all accounts that have the user for an owner. {OverTime}")
            .Produces<SeriesAnswer>();
    }

    private static string OverTime => $"By day, week from Monday or month, from the first to the last in which something moved, at most {MaxBuckets}. {Meaning}";

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string[] parameters) =>
        route.WithName(name).WithTags("Analytics").TakesQuery(parameters).ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static async Task<IResult> GetAccountAnalytics(
        string id, HttpContext context, FreshnessGate freshness, AccountQueries accounts, AnalyticsQueries analytics, KnownRates rates)
    {
        var asked = Asked.Read(context, Times);
        return Answer(asked, await OfAccountAsync(id, asked, context, freshness, accounts, analytics), rates);
    }

    private static async Task<IResult> GetUserAnalytics(
        string userId, HttpContext context, FreshnessGate freshness, UserQueries users, AnalyticsQueries analytics, KnownRates rates)
    {
        var asked = Asked.Read(context, Times);
        return Answer(asked, await OfUserAsync(userId, asked, context, freshness, users, analytics), rates);
    }

    private static async Task<IResult> GetAccountSeries(
        string id, HttpContext context, FreshnessGate freshness, AccountQueries accounts, AnalyticsQueries analytics, KnownRates rates)
    {
        var asked = Asked.Read(context, Series);
        return AnswerSeries(asked, await OfAccountAsync(id, asked, context, freshness, accounts, analytics), rates);
    }

    private static async Task<IResult> GetUserSeries(
        string userId, HttpContext context, FreshnessGate freshness, UserQueries users, AnalyticsQueries analytics, KnownRates rates)
    {
        var asked = Asked.Read(context, Series);
        return AnswerSeries(asked, await OfUserAsync(userId, asked, context, freshness, users, analytics), rates);
    }

    private static async Task<IReadOnlyList<DayFigures>> OfAccountAsync(
        string id, Asked asked, HttpContext context, FreshnessGate freshness, AccountQueries accounts, AnalyticsQueries analytics)
    {
        await AccountReads.RowAsync(id, context, freshness, accounts);
        await freshness.EnsureAccountAsync(context, TransactionsProjection.Name, id);
        return await analytics.OfAccountAsync(id, asked.First, asked.Last, asked.Zone, context.RequestAborted);
    }

    private static async Task<IReadOnlyList<DayFigures>> OfUserAsync(
        string userId, Asked asked, HttpContext context, FreshnessGate freshness, UserQueries users, AnalyticsQueries analytics)
    {
        if (!Identifier.IsValid(userId))
        {
            throw new ProblemException(new(ProblemKind.UserNotFound, "The path does not hold a user's id."));
        }

        await freshness.EnsureAllAsync(context, [UsersProjection.Name, AccountsProjection.Name, TransactionsProjection.Name]);
        // An account may be owned by somebody who is not registered.
        if (!await analytics.HasAccountsAsync(userId, context.RequestAborted) && await users.FindAsync(userId, context.RequestAborted) is null)
        {
            throw new ProblemException(new(ProblemKind.UserNotFound, $"There is no user '{userId}', and no account that has one of that id for an owner."));
        }

        return await analytics.OfOwnerAsync(userId, asked.First, asked.Last, asked.Zone, context.RequestAborted);
    }

    private static JsonHttpResult<AnalyticsAnswer> Answer(Asked asked, IReadOnlyList<DayFigures> days, KnownRates rates) => TypedResults.Json(
        new AnalyticsAnswer(asked.From, asked.To, asked.Zone.Id, ActivityAnswer.ListOf(days), ReportingAnswer.Of(days, rates.Reporting)),
        Text.Answers);

    private static JsonHttpResult<SeriesAnswer> AnswerSeries(Asked asked, IReadOnlyList<DayFigures> days, KnownRates rates)
    {
        var buckets = Bucket.ListOf(days, asked.Bucket, MaxBuckets)
            ?? throw new ProblemException(Problem.Invalid("bucket", $"would make more than {MaxBuckets} buckets: ask for a shorter time or for longer ones"));
        return TypedResults.Json(
            new SeriesAnswer(
                asked.From, asked.To, asked.Zone.Id, asked.BucketName, [.. buckets.Select(bucket => BucketAnswer.Of(bucket, rates.Reporting))]),
            Text.Answers);
    }

    private sealed record Asked(DateTimeOffset? From, DateTimeOffset? To, TimeZoneInfo Zone, string BucketName)
    {
        public long? First => From is { } from ? Microseconds.Of(from) : null;

        public long? Last => To is { } to ? Microseconds.Of(to) : null;

        public BucketLength Bucket => BucketName switch { "day" => BucketLength.Day, "week" => BucketLength.Week, _ => BucketLength.Month };

        public static Asked Read(HttpContext context, string[] parameters)
        {
            var query = new QueryReader(context, parameters);
            var (from, to, zone) = (query.Time("from"), query.Time("to"), TimeZones.Read(query));
            var bucket = query.Choice("bucket", "day", "week", "month") ?? "day";
            if (to < from)
            {
                query.Checks.Add("to", "must not lie before from");
            }

            query.Checks.ThrowIfAny();
            return new(from, to, zone, bucket);
        }
    }
}
