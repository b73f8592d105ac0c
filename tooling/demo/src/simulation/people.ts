import type { Random } from "./random.ts";

const givenNames =
  "Ada Aisha Alba Amara Anders Anika Arjun Astrid Aylin Basil Beatriz Bela Camille Carlos Chiara Chidi Clara Dario Diego Dina Elif Elin Elsa Emeka Emil Enzo Esra Eva Farah Felix Fiona Freya Gia Hana Hassan Hedda Henrik Hugo Ida Ines Ingrid Ivo Jan Jasper Jia Jonas Juno Kai Karim Katya Kenji Klara Lars Leila Lena Leo Liam Lina Luca Lucia Maja Malik Mara Marco Mateo Maya Mei Mia Mila Milan Mira Nadia Nico Nina Noa Nora Oda Omar Oskar Otto Pablo Paula Petra Pia Priya Rafael Ravi Rosa Rui Ruth Sana Selma Sigrid Simon Sofia Stella Sven Tara Theo Tilda Tomas Uma Vera Viktor Wanda Yara Yuki Zara Zoe".split(
    " ",
  );
const familyNames =
  "Abara Almeida Andersen Bakker Banerjee Becker Berg Bianchi Blom Costa Dahl Demir Diaz Dubois Eriksen Farkas Fischer Fontana Garcia Greco Haas Hansen Haraldsen Hoffmann Horvat Ito Ivanova Jansen Johansson Kaya Keller Kowalska Kruger Lang Larsen Leclerc Lindqvist Lopez Marino Meyer Moreau Mori Moser Nakamura Navarro Nilsson Novak Nowak Okafor Olsen Ortega Osei Papadaki Patel Pereira Petrov Ricci Rossi Roth Sanchez Santos Sato Schmid Silva Sokolov Sousa Suzuki Tanaka Torres Vargas Visser Vogel Wagner Walsh Weber Yilmaz Zhang Zimmer".split(
    " ",
  );
/** Domains that can never receive mail (RFC 2606, RFC 6761). */
const domains = ["example.com", "example.org", "example.net", "mail.example", "post.example"];

/** The email address contains the number, so it is unique. */
export function makePerson(number: number, random: Random): { name: string; email: string } {
  const [given, family] = [random.pick(givenNames), random.pick(familyNames)];

  return {
    name: `${given} ${family}`,
    email: `${given}.${family}.${number}@${random.pick(domains)}`.toLowerCase(),
  };
}
