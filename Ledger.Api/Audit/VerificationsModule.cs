using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.Projections.Accounts;

namespace Ledger.Api.Audit;

/// <summary>Verifying the ledger, or one account, while the service runs.</summary>
internal sealed class VerificationsModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes)
    {
        routes.Audit.MapPost("/v1/audit/verifications", BeginVerification)
            .WithName(nameof(BeginVerification)).WithTags("Audit").WithSummary("Checks chains and recomputes the read models from the events")
            .WithDescription("`{}` for the whole ledger, of which one runs at a time; a few of single accounts may run beside it. Ask at `Location` how it goes.")
            .Accepts<VerificationRequest>("application/json")
            .Produces<VerificationAnswer>(202)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);
        routes.Audit.MapGet("/v1/audit/verifications/{id}", GetVerification)
            .WithName(nameof(GetVerification)).WithTags("Audit").WithSummary("Says how far a verification is, or what it came to")
            .Produces<VerificationAnswer>().ProducesProblem(404);
    }

    private static async Task<IResult> BeginVerification(
        HttpContext context, Verifications verifications, LedgerPositions positions, IEventStore events, AccountQueries accounts)
    {
        var request = await JsonBody.ReadAsync<VerificationRequest>(context);
        var checks = new Checks();
        checks.Id("accountId", request.AccountId, required: false);
        checks.ThrowIfAny();
        if (request.AccountId is { } id && !await ExistsAsync(id, events, accounts, context.RequestAborted))
        {
            return new Problem(ProblemKind.AccountNotFound, $"There is no account '{id}'.");
        }

        if (verifications.TryBegin(request.AccountId) is not { } begun)
        {
            return new Problem(ProblemKind.VerificationRunning, request.AccountId is null
                ? "The ledger is being verified already. Wait for that one to end."
                : $"{Verifications.MaxOfAccounts} accounts are being verified already. Wait for one of these to end.");
        }

        context.Response.Headers.Location = $"/v1/audit/verifications/{begun.Id}";
        return TypedResults.Json(VerificationAnswer.Of(begun, positions), Text.Answers, statusCode: 202);
    }

    private static IResult GetVerification(string id, Verifications verifications, LedgerPositions positions) =>
        Guid.TryParseExact(id, "D", out var known) && verifications.Find(known) is { } found
            ? TypedResults.Json(VerificationAnswer.Of(found, positions), Text.Answers)
            : new Problem(ProblemKind.VerificationNotFound, $"There is none of this id. The last {Verifications.MaxKept} are kept until the service stops.");

    /// <summary>In the events, or only in the read models: that, too, is worth a verification.</summary>
    private static async Task<bool> ExistsAsync(string id, IEventStore events, AccountQueries accounts, CancellationToken cancellationToken)
    {
        await foreach (var _ in events.ReadStreamAsync(new(Account.StreamOf(id)), ReadDirection.Backwards, long.MaxValue, 1, cancellationToken))
        {
            return true;
        }

        return await accounts.FindAsync(id, cancellationToken) is not null;
    }
}
