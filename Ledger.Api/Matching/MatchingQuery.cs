using Ledger.Api.Http.Reading;

namespace Ledger.Api.Matching;

/// <summary>What is asked about: a transaction, or a text.</summary>
internal static class MatchingQuery
{
    /// <summary>One of the two, where nothing is wrong with the query.</summary>
    public static (string? TransactionId, string? Description) Read(QueryReader query)
    {
        var (transactionId, description) = (query.Text("transactionId"), query.Checks.Text("description", query.Text("description"), Checks.MaxDescription));
        query.Checks.OneOf("description", description, "transactionId", transactionId);
        return (transactionId, description);
    }
}
