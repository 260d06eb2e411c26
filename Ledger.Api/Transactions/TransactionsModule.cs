using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Transactions;

/// <summary>Deposits and withdrawals.</summary>
internal sealed class TransactionsModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes) =>
        routes.Submit.MapPost("/v1/transactions", PostTransaction)
            .WithName(nameof(PostTransaction)).WithTags("Transactions").WithSummary("Posts a deposit or a withdrawal")
            .WithDescription("It is durable when it is answered. With an `Idempotency-Key` it can be sent again without fear: the recorded outcome is answered again, with `Idempotency-Replayed: true`.")
            .Accepts<PostTransactionRequest>("application/json")
            .Produces<TransactionAnswer>(201)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415)
            .ProducesProblem(422).ProducesProblem(503);

    private static async Task<IResult> PostTransaction(
        HttpContext context, MailboxSet<AccountCommand, AccountState, AccountEvent> mailboxes, FreshnessGate freshness, TimeProvider time)
    {
        var request = await JsonBody.ReadAsync<PostTransactionRequest>(context);
        var checks = new Checks();
        checks.Id("accountId", request.AccountId, required: true);
        checks.Choice("type", request.Type, TransactionWords.Deposit, TransactionWords.Withdrawal);
        var currency = checks.Currency("currency", request.Currency);
        var amount = checks.Amount("amount", request.Amount, currency);
        var effectiveAt = checks.Time("effectiveAt", request.EffectiveAt);
        if (effectiveAt > time.GetUtcNow())
        {
            checks.Add("effectiveAt", "must not lie in the future");
        }

        var details = new TransactionDetails(
            checks.Text("description", request.Description, Checks.MaxDescription),
            checks.Text("reference", request.Reference, Checks.MaxReference),
            checks.Metadata("metadata", request.Metadata));
        checks.ThrowIfAny();

        var accountId = request.AccountId!;
        var stream = new StreamName(Account.StreamOf(accountId));
        var key = IdempotencyKey.Of(context.Request);
        var transactionId = key is null ? Guid.CreateVersion7() : TransactionKeys.TransactionIdOf(stream, key);
        AccountCommand command = request.Type == TransactionWords.Deposit
            ? new DepositFunds(transactionId, amount!.Value, effectiveAt, details)
            : new WithdrawFunds(transactionId, amount!.Value, effectiveAt, details);
        var hash = key is null ? null : CommandNorm.HashOf(key, request.Type!, accountId, amount.Value, effectiveAt, details);

        var outcome = await mailboxes.ExecuteAsync(
            stream, new(command, Problem.TraceIdOf(context), Actors.Of(context), transactionId, hash));
        return outcome is Outcome<AccountEvent>.Committed committed
            ? AnswerOf(committed, accountId, context, freshness)
            : Refusals.ProblemOf(outcome, accountId);
    }

    private static IResult AnswerOf(Outcome<AccountEvent>.Committed committed, string accountId, HttpContext context, FreshnessGate freshness)
    {
        freshness.Acknowledge(context, accountId, committed.Position);
        if (committed.Replayed)
        {
            context.Response.Headers["Idempotency-Replayed"] = "true";
        }

        if (committed.Events[0].Event is WithdrawalDeclined declined)
        {
            return new Problem(
                ProblemKind.InsufficientFunds,
                $"Account '{accountId}' has {declined.Available} available, and {declined.Amount} was asked for. The refusal is recorded.")
            {
                More =
                [
                    ("transactionId", declined.TransactionId.ToString()),
                    ("balance", MoneyText.Amount(declined.Balance)),
                    ("available", MoneyText.Amount(declined.Available)),
                ],
            };
        }

        var answer = TransactionAnswer.Of(accountId, committed.Events[0]);
        context.Response.Headers.Location = $"/v1/transactions/{answer.Id}";
        return TypedResults.Json(answer, Text.Answers, statusCode: 201);
    }
}
