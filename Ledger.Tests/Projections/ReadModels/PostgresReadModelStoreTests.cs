using Ledger.Tests.Support.ReadModels;

namespace Ledger.Tests.Projections.ReadModels;

public sealed class PostgresReadModelStoreTests() : ReadModelStoreContract(new PostgresReadModels());
