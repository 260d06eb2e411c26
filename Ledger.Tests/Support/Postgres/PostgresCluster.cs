using System.Diagnostics;
using System.Text;
using Npgsql;

namespace Ledger.Tests.Support.Postgres;

/// <summary>
/// A PostgreSQL of its own in a temporary directory, reached over a Unix socket in it. A shell watches over the server: when this process
/// lets go of the shell's input, or ends in whatever way, the server is ended and the directory removed.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    // $1 the directory, $2 the programs, then what else the server is told. What it holds is not worth a single sync.
    private const string Script =
        """
        trap '' INT TERM HUP
        dir=$1 bin=$2
        shift 2
        cd "$dir" || exit 1
        if [ ! -d data ]; then
            "$bin/initdb" -D data -U ledger -A trust -E UTF8 --locale=C --no-sync >log 2>&1 || { cat log >&2; rm -rf "$dir"; exit 1; }
        fi
        "$bin/postgres" -D data -k "$dir" -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=300 \
            -c shared_buffers=64MB -c max_wal_size=2GB "$@" >>log 2>&1 </dev/null &
        server=$!
        cat >/dev/null
        kill -QUIT "$server"
        wait "$server"
        [ -e keep ] || rm -rf "$dir"
        """;

    private readonly string _directory;
    private readonly string _binaries;
    private readonly string[] _options;
    private Process _shell;

    private PostgresCluster(string directory, string binaries, string[] options)
    {
        (_directory, _binaries, _options) = (directory, binaries, options);
        _shell = Launch();
    }

    /// <summary>A connection string for its superuser, with the database that every server has.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder { Host = _directory, Username = "ledger", Database = "postgres" }.ConnectionString;

    /// <param name="options">Settings of the server, such as <c>wal_writer_delay=10s</c>.</param>
    public static async Task<PostgresCluster> StartAsync(string binaries, params string[] options)
    {
        var directory = Directory.CreateTempSubdirectory("ledger-pg-").FullName;
        ServerUser.Give(directory);
        var cluster = new PostgresCluster(directory, binaries, options);
        await cluster.UntilReadyAsync();
        return cluster;
    }

    /// <summary>Ends the server as a crash of it does, and starts it again on what is on the disk.</summary>
    public async Task CrashAndRestartAsync()
    {
        var keep = Path.Combine(_directory, "keep");
        await File.WriteAllTextAsync(keep, string.Empty);
        await EndAsync();
        File.Delete(keep);
        _shell = Launch();
        await UntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private Process Launch()
    {
        var arguments = new List<string> { "-c", Script, "postgres-of-the-tests", _directory, _binaries };
        arguments.AddRange(_options.SelectMany(option => new[] { "-c", option }));
        return Process.Start(ServerUser.Command("/bin/sh", arguments))!;
    }

    private async Task EndAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private async Task UntilReadyAsync()
    {
        var said = new StringBuilder();
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or System.Net.Sockets.SocketException)
            {
                if (_shell.HasExited || patience.Elapsed > TimeSpan.FromMinutes(2))
                {
                    said.Append(_shell.HasExited ? await _shell.StandardError.ReadToEndAsync() : e.Message);
                    throw new InvalidOperationException($"PostgreSQL in {_binaries} does not start: {said}", e);
                }

                await Task.Delay(50);
            }
        }
    }
}
