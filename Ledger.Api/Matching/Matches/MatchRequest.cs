using Ledger.Api.Http.Reading;

namespace Ledger.Api.Matching.Matches;

/// <summary>What <c>POST /v1/transactions/{id}/matches</c> takes: a user, or other transactions.</summary>
/// <param name="TransactionIds">
/// The transactions that belong to it: together, credits and debits come to the same; where all go one way, these come to the first.
/// </param>
/// <param name="Tolerance">By how much they may differ: a decimal in the currency, or a percentage of the larger side as in "1.5%".</param>
internal sealed record MatchRequest(string? UserId = null, IReadOnlyList<string>? TransactionIds = null, AmountText? Tolerance = null);
