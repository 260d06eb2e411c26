using System.Net.Sockets;
using System.Security.Authentication;
using Ledger.EventStore.Port;
using Npgsql;

namespace Ledger.Projections.Postgres;

/// <summary>What may stand against the use of a server.</summary>
internal static class PostgresFaults
{
    /// <summary>A name that is not found, or a certificate that is not trusted, comes as it is and not as a fault of the database.</summary>
    public static bool IsOfServer(Exception e) => e is NpgsqlException or SocketException or IOException or AuthenticationException or TimeoutException;

    /// <summary>Npgsql says "Exception while reading from stream" of everything that ends a connection: the reason is beneath it.</summary>
    public static StoreUnavailableException Unavailable(PostgresSettings settings, Exception e) => new(
        $"PostgreSQL at {settings} cannot be used: {(e.InnerException is { } reason ? $"{e.Message}: {reason.Message}" : e.Message)}", e);
}
