namespace Ledger.Tests.Api.BadInput;

/// <summary>Accounts that must not be opened.</summary>
internal static class BadAccounts
{
    private const string Route = "POST /v1/accounts";

    private static readonly JsonTemplate Valid = new(
        ("id", "\"new\""), ("currency", "\"EUR\""), ("ownerId", "\"owner\""), ("overdraftLimit", "\"1.00\""));

    public static IEnumerable<BadRequest> All() =>
    [
        .. BadBodies.OfForm(Route, Valid),
        .. BadBodies.OfMembers(Route, Valid, "id", "currency", "ownerId"),
        .. BadBodies.OfId(Route, Valid, "id"),
        .. BadBodies.OfId(Route, Valid, "ownerId"),
        .. BadBodies.OfCurrency(Route, Valid),
        .. BadAmounts.Of(Route, Valid, "overdraftLimit", zeroAllowed: true),
        BadRequest.Body(Route, "empty object", "{}", "currency"),
        new(Route, "it exists with another currency", () => BadRequest.Post(Route, """{"id":"acc","currency":"USD"}"""), 409, "account-exists"),
    ];
}
