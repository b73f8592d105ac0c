import type { EntityManager } from "@admin-events/db";
import { User } from "@admin-events/db";

/**
 * The customer with this address; null when there is none. The shop keeps its customers where Admin Events keeps people,
 * and there any page may claim an address: only what a server says is verified.
 */
export async function findCustomer(em: EntityManager, email: string): Promise<User | null> {
  return em.findOne(User, { email, isVerified: true });
}
