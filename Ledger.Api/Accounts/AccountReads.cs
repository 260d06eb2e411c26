using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Domain.Kernel;
using Ledger.Projections.Accounts;

namespace Ledger.Api.Accounts;

/// <summary>An account's row, as new as the caller may expect.</summary>
internal static class AccountReads
{
    /// <exception cref="ProblemException">There is no such account, or the read model is behind.</exception>
    public static async Task<AccountRow> RowAsync(string id, HttpContext context, FreshnessGate freshness, AccountQueries accounts)
    {
        ThrowUnlessId(id);
        await freshness.EnsureAccountAsync(context, AccountsProjection.Name, id);
        return await accounts.FindAsync(id, context.RequestAborted) ?? throw NotFound(id);
    }

    public static void ThrowUnlessId(string id)
    {
        if (!Identifier.IsValid(id))
        {
            throw new ProblemException(new(ProblemKind.AccountNotFound, "The path does not hold an account's id."));
        }
    }

    public static ProblemException NotFound(string id) => new(new(ProblemKind.AccountNotFound, $"There is no account '{id}'."));
}
