using System.Net;
using System.Net.Sockets;
using Ledger.Tests.Support.Faults;
using Npgsql;

namespace Ledger.Tests.Support.Postgres;

/// <summary>
/// Stands in front of a PostgreSQL, counts the statements that clients send to it, and breaks off before or after one of them.
/// </summary>
internal sealed class StatementProxy : IDisposable
{
    private readonly EndPoint _server;
    private readonly PortListener _port;

    // Breaking off is one act: nobody sees it, or lets connections in again, while only some have ended.
    private readonly Lock _gate = new();
    private readonly HashSet<WireConnection> _connections = [];
    private BreakOff? _breakOff;
    private int _left;
    private bool _hasBrokenOff;

    /// <param name="connectionString">How the server itself is reached.</param>
    public StatementProxy(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        _server = builder.Host!.StartsWith('/')
            ? new UnixDomainSocketEndPoint($"{builder.Host}/.s.PGSQL.{builder.Port}")
            : new DnsEndPoint(builder.Host, builder.Port);
        _port = new(client => _ = ServeAsync(client));
        (builder.Host, builder.Port, builder.SslMode) = (_port.Endpoint.Host, _port.Endpoint.Port, SslMode.Disable);
        ConnectionString = builder.ConnectionString;
    }

    /// <summary>How it is reached through here.</summary>
    public string ConnectionString { get; }

    public bool HasBrokenOff
    {
        get
        {
            lock (_gate)
            {
                return _hasBrokenOff;
            }
        }
    }

    /// <summary>From now on counts, and breaks off at a number; or lets everything pass.</summary>
    public void Set(BreakOff? breakOff)
    {
        lock (_gate)
        {
            (_left, _breakOff, _hasBrokenOff) = (breakOff?.At ?? 0, breakOff, false);
            _port.Open();
        }
    }

    public void Dispose()
    {
        _port.Dispose();
        lock (_gate)
        {
            End();
        }
    }

    /// <summary>Counts a statement on its way to the server, or one whose end is on its way back.</summary>
    /// <returns>Whether it goes no further.</returns>
    internal bool EndsAt(Moment moment, WireConnection connection)
    {
        lock (_gate)
        {
            if (_hasBrokenOff || _breakOff is not { } breakOff || breakOff.Moment != moment || --_left != 0)
            {
                return false;
            }

            _hasBrokenOff = true;
            if (breakOff.IsOfAll)
            {
                _port.Close();
                End();
            }
            else
            {
                connection.End();
            }

            return true;
        }
    }

    /// <summary>Under the gate.</summary>
    private void End()
    {
        foreach (var connection in _connections)
        {
            connection.End();
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(_server.AddressFamily == AddressFamily.Unix ? AddressFamily.Unix : AddressFamily.InterNetwork, SocketType.Stream,
            _server.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        using (client)
        {
            client.NoDelay = true;
            await server.ConnectAsync(_server);
            var connection = new WireConnection(this, client, server);
            lock (_gate)
            {
                _connections.Add(connection);
                if (_hasBrokenOff && _breakOff!.IsOfAll)
                {
                    connection.End();
                }
            }

            await connection.RunAsync();
            lock (_gate)
            {
                _connections.Remove(connection);
            }
        }
    }
}

/// <summary>Where something is broken off.</summary>
/// <param name="At">At how many-th statement.</param>
/// <param name="IsOfAll">Whether all connections end, as those of a process that is killed, or only that of the statement.</param>
internal sealed record BreakOff(int At, Moment Moment, bool IsOfAll);

internal enum Moment
{
    /// <summary>The server does not get it.</summary>
    Before,

    /// <summary>It has written, for good, no transaction being open, and its client is not told.</summary>
    After,
}
