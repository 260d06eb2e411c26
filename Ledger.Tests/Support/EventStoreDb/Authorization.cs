using System.Text;
using Microsoft.AspNetCore.Http;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>Who may ask. An insecure node ignores credentials; another tells anybody who is in the cluster, and what it can do.</summary>
internal static class Authorization
{
    /// <exception cref="GrpcFailure">Credentials are asked for and missing, or wrong.</exception>
    public static void Check(HttpRequest request, ServerBehaviour behaviour)
    {
        if (behaviour.Credentials is not var (user, password))
        {
            return;
        }

        var given = request.Headers.Authorization.ToString();
        if (given.Length == 0)
        {
            if (request.Path.StartsWithSegments("/event_store.client.streams.Streams", StringComparison.Ordinal))
            {
                throw GrpcFailure.AccessDenied();
            }
        }
        else if (given != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")))
        {
            throw GrpcFailure.Unauthenticated();
        }
    }
}
