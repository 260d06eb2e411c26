using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.BadInput;

/// <summary>Verifications that cannot be begun, and some that never were.</summary>
internal static class BadVerifications
{
    private const string Begin = "POST /v1/audit/verifications";
    private const string Get = "GET /v1/audit/verifications/{id}";

    private static readonly JsonTemplate Valid = new(("accountId", "\"acc\""));

    private static readonly string[] UnknownIds =
        ["x", "1", "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000000}", "%22", "..%2Fx", "' OR 1=1 --", new('a', 3000)];

    public static IEnumerable<BadRequest> All() =>
    [
        .. BadBodies.OfForm(Begin, Valid),
        .. BadBodies.OfMembers(Begin, Valid, "accountId"),
        .. BadBodies.OfId(Begin, Valid, "accountId"),
        new(Begin, "an account that is not there", () => BadRequest.Post(Begin, """{"accountId":"nobody"}"""), 404, "account-not-found"),
        .. UnknownIds.Select(id => new BadRequest(
            Get, BadBodies.Short(id), () => LedgerClient.Request(HttpMethod.Get, $"/v1/audit/verifications/{id}", null), 404, "verification-not-found")),
        BadRequest.Query(Get, "/v1/audit/verifications/x", "typo=1", "typo"),
    ];
}
