using Ledger.Api.Http.Reading;

namespace Ledger.Api.Matching;

/// <summary>What is asked about: a transaction, or a text.</summary>
internal static class MatchingQuery
{
    /// <summary>One of the two, where nothing is wrong with the query.</summary>
    public static (string? TransactionId, string? Description) Read(QueryReader query)
    {
        var (transactionId, description) = (query.Text("transactionId"), query.Checks.Text("description", query.Text("description"), Checks.MaxDescription));
        if (transactionId is null == description is null)
        {
            query.Checks.Add(transactionId is null ? "description" : "transactionId", "one of transactionId and description is required, and not both");
        }

        return (transactionId, description);
    }
}
