using Ledger.Tests.Support.ReadModels;

namespace Ledger.Tests.Projections.ReadModels;

public sealed class SqliteReadModelStoreTests() : ReadModelStoreContract(new SqliteReadModels());
