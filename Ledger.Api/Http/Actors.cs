namespace Ledger.Api.Http;

/// <summary>Who asks. Until callers are told apart, everyone is <c>anonymous</c>.</summary>
internal static class Actors
{
    public static string Of(HttpContext context) => context.User.Identity?.Name ?? "anonymous";
}
