// Prisma generates its client from the reader's schema, so the package exports no types before.
declare module "@prisma/client" {
  interface Transaction {
    bookings: {
      create(args: { data: { id: string; user_id?: string | null; total: number } }): Promise<{ id: string }>;
    };
    $queryRawUnsafe<Result = unknown>(query: string, ...values: unknown[]): PromiseLike<Result>;
  }

  export class PrismaClient {
    $transaction<Result>(use: (tx: Transaction) => Promise<Result>): Promise<Result>;
  }
}
